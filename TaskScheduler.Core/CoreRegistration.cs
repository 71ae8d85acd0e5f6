using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Maintenance;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Notifications;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Notifications.Outbox.Sending;
using TaskScheduler.Core.Notifications.Summaries;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Payments;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Outages;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Persistence.Swaps;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Chaining;
using TaskScheduler.Core.Runs.Comparison;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Runs.Listing;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Telemetry;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core;

/// <summary>The one place where the parts of Core are put together.</summary>
public static class CoreRegistration
{
    /// <param name="configuration">The whole configuration; what belongs to Core lies under <c>TaskScheduler</c>.</param>
    public static IServiceCollection AddTaskSchedulerCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<ICaller, ProgramCaller>();
        return services
            .AddPersistence(configuration)
            .AddRuns(configuration)
            .AddTasks(configuration)
            .AddDefinitions()
            .AddFiring()
            .AddAccess()
            .AddAudit()
            .AddNotifications(configuration)
            .AddOutgoing(configuration)
            .AddSecrets()
            .AddPayments(configuration)
            .AddReports()
            .AddTaskTypes(configuration)
            .AddSingleton<LiveFeed>()
            .AddSingleton<Totals>()
            .AddHostedService<SchedulerEngine>()
            .AddRunMetrics()
            .AddHostedService<MessageSender>()
            .AddHostedService<StoredLimits>()
            .AddHostedService<QueueAheadWatch>()
            .AddHostedService<SummaryWatch>()
            .AddHostedService<UsualTotals>()
            .AddAlerts()
            .AddHealth(configuration)
            .AddTelemetry(configuration)
            .AddOverview()
            .AddRepeats()
            .AddMaintenance(configuration)
            .AddForecasting(configuration);
    }

    private static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration) => services
        .AddCheckedOptions<StorageOptions, StorageOptionsCheck>(configuration.GetSection("TaskScheduler"))
        .AddSingleton<DataFolder>()
        .AddSingleton<RestoredMark>()
        .AddSingleton<SqliteDatabase>()
        .AddSingleton<IDbContextFactory<SchedulerDb>>(provider => provider.GetRequiredService<SqliteDatabase>())
        .AddSingleton<SqliteWriteGate>()
        .AddSingleton<IGateLoad>(provider => provider.GetRequiredService<SqliteWriteGate>())
        .AddSingleton<IWriteGate>(provider => provider.GetRequiredService<SqliteWriteGate>())
        .AddSingleton<StorageWatch>()
        .AddSingleton<WriteRetry>();

    private static IServiceCollection AddRuns(this IServiceCollection services, IConfiguration configuration) => services
        .AddCheckedOptions<RunOptions, RunOptionsCheck>(configuration.GetSection("TaskScheduler:Runs"))
        .AddSingleton<RunQueue>()
        .AddSingleton(LedgerOf)
        .AddSingleton<RunBacklog>()
        .AddSingleton<RunRelay>()
        .AddSingleton<RunningRuns>()
        .AddSingleton<HeldRuns>()
        .AddSingleton<RunLimits>()
        .AddSingleton<RunWaits>()
        .AddSingleton<LimitRules>()
        .AddScoped<LimitStore>()
        .AddSingleton<DeadLetterStore>()
        .AddSingleton<LeaseKeeper>()
        .AddSingleton<LostRunRescuer>()
        .AddSingleton<RetryAlarm>()
        .AddSingleton<RetryWatch>()
        .AddSingleton(provider => new RunPayloads(provider.GetRequiredService<PayloadCheck>()))
        .AddSingleton<ChainedTasks>()
        .AddSingleton(provider => new OutcomeConsequences(
            provider.GetRequiredService<TaskChanges>(),
            provider.GetRequiredService<ChainedTasks>(),
            provider.GetRequiredService<StoppedTaskNotice>(),
            provider.GetRequiredService<ExecutedMessages>(),
            provider.GetRequiredService<RunAlerts>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<AttemptRunner>()
        .AddSingleton<OutcomeRecorder>()
        .AddSingleton<RunExecutor>()
        .AddSingleton<RunDispatcher>()
        .AddSingleton<RunOutputs>()
        .AddSingleton<OutputStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<RunComparer>()
        .AddScoped(provider => ActivatorUtilities.CreateInstance<RunControl>(provider, provider.GetRequiredService<RequestGate>()))
        .AddScoped<RunBulk>();

    private static RunLedger LedgerOf(IServiceProvider provider) => new(
        provider.GetRequiredService<IWriteGate>(),
        provider.GetRequiredService<RunningRuns>(),
        provider.GetRequiredService<HeldRuns>(),
        provider.GetRequiredService<RunLimits>(),
        provider.GetRequiredService<LiveFeed>(),
        provider.GetRequiredService<TimeProvider>())
    {
        Claiming = provider.GetRequiredService<RunAlerts>().Claimed,
        Started = [provider.GetRequiredService<LateStarts>().Started, provider.GetRequiredService<SchedulerMeter>().Started],
        Finished = [provider.GetRequiredService<RunPace>().Finished, provider.GetRequiredService<SchedulerMeter>().Finished],
    };

    private static IServiceCollection AddTasks(this IServiceCollection services, IConfiguration configuration) => services
        .AddCheckedOptions<TaskOptions, TaskOptionsCheck>(configuration.GetSection("TaskScheduler"))
        .AddSingleton<TaskRules>()
        .AddSingleton<QueueAhead>()
        .AddSingleton<TaskQueries>()
        .AddSingleton<TaskHistory>()
        .AddSingleton<TaskChanges>()
        .AddScoped<TaskStore>(provider => new TaskStore(
            provider.GetRequiredService<RequestGate>(),
            new TaskReading(provider.GetRequiredService<TaskQueries>(), provider.GetRequiredService<TaskHistory>()),
            provider.GetRequiredService<TaskRules>(),
            provider.GetRequiredService<TaskChanges>(),
            provider.GetRequiredService<ICaller>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddScoped<TaskHooks>(provider => new TaskHooks(
            provider.GetRequiredService<IWriteGate>(),
            provider.GetRequiredService<IDbContextFactory<SchedulerDb>>(),
            provider.GetRequiredService<TaskChanges>(),
            provider.GetRequiredService<ICaller>(),
            provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<AccountDirectory>()
        .AddSingleton<SessionStore>()
        .AddSingleton<TokenStore>();

    private static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<SecretMask>()
        .AddScoped<AuditStore>();

    private static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.TryAddSingleton<ISecretCipher, NoCipher>();
        return services
            .AddSingleton<SecretVault>()
            .AddSingleton<PayloadPreparation>()
            .AddScoped<SecretStore>();
    }

    private static IServiceCollection AddRepeats(this IServiceCollection services) => services
        .AddSingleton<KeptAnswers>()
        .AddScoped<RequestGate>()
        .AddHostedService<OldAnswers>();

    private static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportReader>()
        .AddSingleton<ReportShelf>()
        .AddScoped<ReportStore>();

    private static IServiceCollection AddDefinitions(this IServiceCollection services) => services
        .AddSingleton<DefinitionPlanner>()
        .AddScoped<TaskDefinitions>(provider => new TaskDefinitions(
            provider.GetRequiredService<IDbContextFactory<SchedulerDb>>(),
            provider.GetRequiredService<IWriteGate>(),
            new TaskReading(provider.GetRequiredService<TaskQueries>(), provider.GetRequiredService<TaskHistory>()),
            provider.GetRequiredService<DefinitionPlanner>(),
            provider.GetRequiredService<TaskChanges>(),
            provider.GetRequiredService<ICaller>())
        {
            Board = provider.GetRequiredService<WorkBoard>(),
        })
        .AddScoped<CrontabImport>();

    private static IServiceCollection AddFiring(this IServiceCollection services)
    {
        services
            .AddSingleton<CatchUp>()
            .AddSingleton<DueIntake>()
            .AddSingleton<FireJob>()
            .AddSingleton<TaskClock>()
            .AddSingleton<RunPipeline>();
        return services.AddQuartz(quartz => quartz
            .ConfigureScheduler(options => options.MaxBatchSize = TaskClock.FiredAtOnce)
            .UseDefaultThreadPool(TaskClock.FiredAtOnce)
            .UseInMemoryStore()
            .UseJobFactory<FireJob>());
    }
}
