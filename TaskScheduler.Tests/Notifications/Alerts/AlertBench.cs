using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Alerts.Told;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Alerts;

/// <summary>A program whose rules a test sets, and what they have found and told.</summary>
internal sealed class AlertBench(SchedulerDriver driver) : IAsyncDisposable
{
    public const string Kim = "kim@example.org";

    public static readonly AlertTold ToKim = new() { Emails = [Kim] };

    public SchedulerDriver Driver => driver;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AlertBench> StartAsync() => new(await SchedulerDriver.StartAsync());

    public async Task<AlertRule> RuleAsync(string kind, Func<AlertRuleDraft, AlertRuleDraft>? with = null)
    {
        var draft = new AlertRuleDraft { Kind = kind, Tell = ToKim };
        var made = await driver.Get<AlertRuleStore>().CreateAsync(with is null ? draft : with(draft));
        Assert.Empty(made.Faults);
        return made.Value!.Rule;
    }

    /// <summary>A task that is due every day, with tags.</summary>
    public async Task<Guid> TaskAsync(string title = "Water the plants", params string[] tags)
    {
        var created = await driver.Tasks.CreateAsync(
            new TaskDraft { Title = title, Type = "scripted", Tags = tags, TimeLimit = "PT12H", UserEmail = "user@example.org", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" }, Execution = SchedulerDriver.Once }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }

    /// <summary>Runs a task now, to its end.</summary>
    public async Task RunAsync(Guid task, string? error = null)
    {
        var before = (await driver.EndedAsync(0)).Count;
        driver.Work.Script = (_, _) => Task.FromResult(error is null ? Performance.Succeeded() : Performance.Failed(error));
        await driver.Tasks.RunNowAsync(task, Cancel);
        await driver.EndedAsync(before + 1);
        // Two runs of a task in one millisecond would have to share a place in the order of its occurrences.
        driver.Time.Advance(TimeSpan.FromMilliseconds(10));
    }

    public async Task<IReadOnlyList<IncidentRow>> IncidentsAsync()
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Incidents.AsNoTracking().OrderBy(row => row.OpenedAt).ThenBy(row => row.Id).ToListAsync(Cancel);
    }

    /// <summary>The incident that there is, once it is as a test wants it.</summary>
    public async Task<IncidentRow> IncidentAsync(Func<IncidentRow, bool> when)
    {
        IncidentRow? found = null;
        await driver.UntilAsync(async () => (found = (await IncidentsAsync()).SingleOrDefault()) is not null && when(found));
        return found!;
    }

    /// <summary>Lets pass what is collected, and returns all messages of alerts once nothing is left to be told.</summary>
    /// <param name="window">How long it is collected, which is longer while a storm lasts.</param>
    public async Task<IReadOnlyList<MessageRow>> ToldAsync(TimeSpan? window = null)
    {
        await driver.UntilAsync(async () =>
        {
            if ((await IncidentsAsync()).All(row => row.ToldAt is not null && row.Recovery != RecoveryState.ToTell))
                return true;
            driver.Time.Advance(window ?? IncidentPost.Window);
            return false;
        });
        return await MessagesAsync();
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(TimeSpan? window = null) => [.. (await ToldAsync(window)).Select(message => message.Subject)];

    public async Task<IReadOnlyList<MessageRow>> MessagesAsync()
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Messages.AsNoTracking().Where(message => message.Kind == MessageKind.Alert).OrderBy(message => message.Id).ToListAsync(Cancel);
    }

    /// <summary>Somebody who may sign in.</summary>
    public async Task<Guid> AccountAsync(string email, Role role)
    {
        var id = Guid.CreateVersion7();
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO accounts (id, email, normalized_email, role, shared_tags, disabled, two_factor_enabled, access_failed_count, created_at)
            VALUES (@id, @email, @normalized, @role, '[]', 0, 0, 0, 0)
            """).With("@id", id).With("@email", email).With("@normalized", email.ToUpperInvariant()).With("@role", role).Execute()));
        await driver.Get<AccountDirectory>().ReadAsync();
        return id;
    }

    /// <summary>Successful runs of a task that took so long, the last one hours ago.</summary>
    public Task HistoryAsync(Guid task, int count, TimeSpan length) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        for (var run = 0; run < count; run++)
        {
            var due = driver.Time.GetUtcNow().AddHours(-3 * (count - run)).AddMilliseconds(1);
            session.Statement("""
                INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, fence, occurrences)
                VALUES (@id, @task, 1, 'Earlier', 'scripted', @state, 2, 1, @due, @due, @end, 1, 1)
                """).With("@id", Guid.CreateVersion7()).With("@task", task).With("@state", RunState.Succeeded).With("@due", due).With("@end", due + length).Execute();
        }

        return Task.FromResult(count);
    });

    public ValueTask DisposeAsync() => driver.DisposeAsync();
}
