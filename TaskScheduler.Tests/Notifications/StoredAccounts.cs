using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications;

/// <summary>People with accounts in a core that nobody signs in to, and what they are told there.</summary>
internal static class StoredAccounts
{
    public static async Task<Guid> AddAccountAsync(this SchedulerDriver driver, string email, Role role = Role.Administrator, bool disabled = false, params string[] tags)
    {
        var id = Guid.CreateVersion7();
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO accounts (id, email, normalized_email, role, shared_tags, disabled, two_factor_enabled, access_failed_count, created_at)
            VALUES (@id, @email, upper(@email), @role, @tags, @disabled, 0, 0, @now)
            """).With("@id", id).With("@email", email).With("@role", role).With("@tags", JsonSerializer.Serialize(tags)).With("@disabled", disabled ? 1 : 0).With("@now", driver.Time.GetUtcNow()).Execute()));
        await driver.Get<AccountDirectory>().ReadAsync();
        return id;
    }

    /// <summary>From here on this account calls.</summary>
    public static void Become(this SchedulerDriver driver, Guid accountId)
    {
        var account = driver.Get<AccountDirectory>().Find(accountId)!;
        driver.Caller.Actor = new() { AccountId = accountId, Name = account.Email, Role = account.Role, Rights = Actor.RightsOf(account.Role), SharedTags = account.SharedTags };
    }

    public static async Task ChooseAsync(this SchedulerDriver driver, Guid accountId, NotifySettingsDraft draft)
    {
        driver.Become(accountId);
        Assert.Empty((await driver.Get<NotifySettingsStore>().PutAsync(draft)).Faults);
    }

    public static Task TellAsync(this SchedulerDriver driver, Guid accountId, Telling telling) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        driver.Get<PeopleTold>().Tell(session, accountId, telling);
        return Task.FromResult(true);
    });

    /// <summary>What is in the outbox, in the order in which it was put there.</summary>
    public static async Task<IReadOnlyList<MessageRow>> OutboxAsync(this SchedulerDriver driver)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Messages.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Key).ToListAsync(Xunit.TestContext.Current.CancellationToken);
    }

    public static Telling Telling(string key, TellingLevel level = TellingLevel.Bad) => new(key, MessageKind.Alert, level, $"About {key}", new($"What {key} is about."));
}
