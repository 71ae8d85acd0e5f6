using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>The tables of accounts as ASP.NET Core Identity works with them. What it saves passes the write gate like every write.</summary>
public sealed class AccountsDb(DbContextOptions<AccountsDb> options, IWriteGate gate, TimeProvider time) : DbContext(options)
{
    private readonly List<(Actor Actor, AuditNote Note)> notes = [];

    /// <summary>Writes it into the audit trail together with what is saved next.</summary>
    public void Note(Actor actor, AuditNote note) => notes.Add((actor, note));

    // Identity's store calls this one; what it changed counts as saved only once it is durable.
    public override async Task<int> SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        var saved = await gate.WriteAsync(SaveInAsync);
        ChangeTracker.AcceptAllChanges();
        notes.Clear();
        return saved;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder builder) => builder.Properties<Guid>().HaveConversion<GuidColumn>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(row => row.Id);
            account.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            account.Property(row => row.UserName).HasColumnName("email");
            account.Property(row => row.NormalizedUserName).HasColumnName("normalized_email");
            account.Property(row => row.PasswordHash).HasColumnName("password_hash");
            account.Property(row => row.Role).HasColumnName("role");
            account.Property(row => row.SharedTags).HasColumnName("shared_tags");
            account.Property(row => row.Disabled).HasColumnName("disabled");
            account.Property(row => row.TwoFactorEnabled).HasColumnName("two_factor_enabled");
            account.Property(row => row.LockoutEnd).HasColumnName("lockout_end").HasConversion(end => end!.Value.ToUnixTimeMilliseconds(), end => DateTimeOffset.FromUnixTimeMilliseconds(end));
            account.Property(row => row.AccessFailedCount).HasColumnName("access_failed_count");
            account.Property(row => row.SecurityStamp).HasColumnName("security_stamp");
            account.Property(row => row.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
            account.Property(row => row.CreatedAt).HasColumnName("created_at");
            account.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed).Ignore(row => row.LockoutEnabled)
                .Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed);
        });
        model.Entity<IdentityUserToken<Guid>>(secret =>
        {
            secret.ToTable("account_secrets").HasKey(row => new { row.UserId, row.LoginProvider, row.Name });
            secret.Property(row => row.UserId).HasColumnName("account_id");
            secret.Property(row => row.LoginProvider).HasColumnName("provider");
            secret.Property(row => row.Name).HasColumnName("name");
            secret.Property(row => row.Value).HasColumnName("value");
        });
    }

    private async Task<int> SaveInAsync(WriteSession session)
    {
        foreach (var (actor, note) in notes)
            AuditTrail.Note(session, actor, note, time.GetUtcNow());
        var own = Database.GetDbConnection();
        var writer = session.Db.Database;
        Database.AutoSavepointsEnabled = false;
        Database.SetDbConnection(writer.GetDbConnection());
        try
        {
            await Database.UseTransactionAsync(writer.CurrentTransaction!.GetDbTransaction());
            return await SaveChangesAsync(acceptAllChangesOnSuccess: false);
        }
        finally
        {
            await Database.UseTransactionAsync(null);
            Database.SetDbConnection(own);
        }
    }
}
