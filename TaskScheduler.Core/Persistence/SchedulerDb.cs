using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Past;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Core.Persistence;

/// <summary>The tables, as EF Core sees them. They are made by <see cref="Migrations"/>.</summary>
public sealed class SchedulerDb(DbContextOptions<SchedulerDb> options) : DbContext(options)
{
    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<PlanRow> Plans => Set<PlanRow>();

    public DbSet<TaskVersionRow> TaskVersions => Set<TaskVersionRow>();

    public DbSet<AuditEntryRow> AuditEntries => Set<AuditEntryRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<RunAttemptRow> RunAttempts => Set<RunAttemptRow>();

    public DbSet<RunOutputPartRow> RunOutputParts => Set<RunOutputPartRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<IdempotencyKeyRow> IdempotencyKeys => Set<IdempotencyKeyRow>();

    public DbSet<RunInputRow> RunInputs => Set<RunInputRow>();

    public DbSet<TaskHookRow> TaskHooks => Set<TaskHookRow>();

    public DbSet<SecretRow> Secrets => Set<SecretRow>();

    public DbSet<LedgerAccountRow> LedgerAccounts => Set<LedgerAccountRow>();

    public DbSet<LedgerTransactionRow> LedgerTransactions => Set<LedgerTransactionRow>();

    public DbSet<LedgerEntryRow> LedgerEntries => Set<LedgerEntryRow>();

    public DbSet<RunLimitRow> RunLimits => Set<RunLimitRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<NotifySettingsRow> NotifySettings => Set<NotifySettingsRow>();

    public DbSet<BellRow> BellMessages => Set<BellRow>();

    public DbSet<InviteRow> Invites => Set<InviteRow>();

    public DbSet<CalendarFeedRow> CalendarFeeds => Set<CalendarFeedRow>();
    public DbSet<ChannelRow> Channels => Set<ChannelRow>();

    public DbSet<AlertRuleRow> AlertRules => Set<AlertRuleRow>();

    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    public DbSet<TaskDurationRow> TaskDurations => Set<TaskDurationRow>();

    public DbSet<TypeDurationRow> TypeDurations => Set<TypeDurationRow>();

    public DbSet<ActualLoadRow> ActualLoads => Set<ActualLoadRow>();

    public DbSet<PredictedLoadRow> PredictedLoads => Set<PredictedLoadRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
        builder.Properties<Guid>().HaveConversion<GuidColumn>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<TaskRow>(task =>
        {
            task.ToTable("tasks").HasKey(row => row.Id);
            task.HasOne(row => row.Plan).WithOne(plan => plan.Task).HasForeignKey<PlanRow>(plan => plan.TaskId);
            task.Navigation(row => row.Plan).IsRequired();
        });
        model.Entity<PlanRow>().ToTable("plans").HasKey(row => row.TaskId);
        model.Entity<TaskVersionRow>().ToTable("task_versions").HasKey(row => new { row.TaskId, row.Version });
        model.Entity<AuditEntryRow>().ToTable("audit_entries").HasKey(row => row.Id);
        model.Entity<RunRow>().ToTable("runs").HasKey(row => row.Id);
        model.Entity<RunAttemptRow>().ToTable("run_attempts").HasKey(row => new { row.RunId, row.Attempt });
        model.Entity<RunOutputPartRow>().ToTable("run_output_parts").HasKey(row => new { row.RunId, row.Attempt, row.Part });
        model.Entity<AccountRow>().ToTable("accounts").HasKey(row => row.Id);
        model.Entity<SessionRow>().ToTable("sessions").HasKey(row => row.Id);
        model.Entity<ApiTokenRow>().ToTable("api_tokens").HasKey(row => row.Id);
        model.Entity<IdempotencyKeyRow>().ToTable("idempotency_keys").HasKey(row => new { row.Caller, row.Key });
        model.Entity<RunInputRow>().ToTable("run_inputs").HasKey(row => row.RunId);
        model.Entity<TaskHookRow>().ToTable("task_hooks").HasKey(row => row.TaskId);
        model.Entity<SecretRow>().ToTable("secrets").HasKey(row => row.Name);
        model.Entity<LedgerAccountRow>().ToTable("ledger_accounts").HasKey(row => row.Id);
        model.Entity<LedgerTransactionRow>().ToTable("ledger_transactions").HasKey(row => row.Id);
        model.Entity<LedgerEntryRow>().ToTable("ledger_entries").HasKey(row => new { row.AccountId, row.TransactionId });
        model.Entity<MessageRow>().ToTable("messages").HasKey(row => row.Id);
        model.Entity<NotifySettingsRow>(settings => settings.ToTable("notify_settings").Ignore(row => row.Settings).HasKey(row => row.AccountId));
        model.Entity<BellRow>().ToTable("bell_messages").HasKey(row => row.Id);
        model.Entity<InviteRow>().ToTable("invites").HasKey(row => row.Id);
        model.Entity<CalendarFeedRow>().ToTable("calendar_feeds").HasKey(row => row.Id);
        model.Entity<ChannelRow>().ToTable("channels").HasKey(row => row.Id);
        model.Entity<AlertRuleRow>().ToTable("alert_rules").HasKey(row => row.Id);
        model.Entity<IncidentRow>().ToTable("incidents").HasKey(row => row.Id);
        MapMonitor(model);
        model.Entity<RunLimitRow>().ToTable("run_limits").HasKey(row => new { row.Scope, row.Name });
        foreach (var entity in model.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
    }

    private static void MapMonitor(ModelBuilder model)
    {
        model.Entity<TaskDurationRow>().ToTable("task_durations").HasKey(row => row.TaskId);
        model.Entity<TypeDurationRow>().ToTable("type_durations").HasKey(row => new { row.Type, row.Day });
        model.Entity<ActualLoadRow>().ToTable("actual_loads").HasKey(row => row.DueAt);
        model.Entity<PredictedLoadRow>().ToTable("predicted_loads").HasKey(row => row.DueAt);
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
