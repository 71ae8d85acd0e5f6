using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Hooks;

public sealed class TaskHooksTests : IAsyncLifetime
{
    private static readonly ScheduleDraft daily = new() { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" };
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Who_has_the_secret_starts_a_run_with_an_input()
    {
        var task = await TaskAsync();
        var secret = await SecretAsync(task);

        var started = await driver.Hooks.StartAsync(secret, """{"ref":"main"}""", Cancel);

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal((started.Value, task, RunTrigger.Webhook, RunState.Succeeded), (run.Id, run.TaskId, run.Trigger, run.State));
        Assert.Equal("""{"ref":"main"}""", Assert.Single(driver.Work.Performed).Input);
        Assert.Equal("""{"ref":"main"}""", (await driver.Runs.FindAsync(run.Id, Cancel))!.Input);
    }

    [Fact]
    public async Task A_run_without_an_input_has_none()
    {
        var secret = await SecretAsync(await TaskAsync());

        await driver.Hooks.StartAsync(secret, null, Cancel);

        Assert.Null((await driver.Runs.FindAsync((await driver.EndedAsync())[0].Id, Cancel))!.Input);
        Assert.Null(driver.Work.Performed[0].Input);
    }

    [Fact]
    public async Task Each_call_is_a_run_of_its_own_also_within_one_moment()
    {
        var secret = await SecretAsync(await TaskAsync());

        foreach (var number in Enumerable.Range(0, 5))
            Assert.True((await driver.Hooks.StartAsync(secret, $"{number}", Cancel)).Succeeded);

        await driver.EndedAsync(5);
        Assert.Equal(["0", "1", "2", "3", "4"], driver.Work.Performed.Select(run => run.Input).Order());
    }

    [Fact]
    public async Task The_input_of_a_run_survives_a_crash_and_a_retry()
    {
        var secret = await SecretAsync(await TaskAsync());
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var run = (await driver.Hooks.StartAsync(secret, "[1]", Cancel)).Value;
        await gate.Arrived;

        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("No."));
        await driver.CrashAndStartAgainAsync();
        await driver.EndedAsync();
        await driver.RunControl.RetryAsync(run, Cancel);
        await driver.UntilAsync(async () => (await driver.Runs.FindAsync(run, Cancel))!.Run is { Attempt: 3, EndedAt: not null });

        Assert.Equal(["[1]", "[1]", "[1]"], driver.Work.Performed.Select(attempt => attempt.Input));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ")]
    public async Task An_unknown_secret_starts_nothing_and_learns_nothing(string secret)
    {
        await SecretAsync(await TaskAsync());

        var started = await driver.Hooks.StartAsync(secret, null, Cancel);

        Assert.Equal((Refusal.NotFound, "There is nothing at this address."), (started.Refusal, started.Faults[0].Message));
    }

    [Fact]
    public async Task A_renewed_secret_takes_the_place_of_the_one_before()
    {
        var task = await TaskAsync();
        var (old, renewed) = (await SecretAsync(task), await SecretAsync(task));

        Assert.Equal(Refusal.NotFound, (await driver.Hooks.StartAsync(old, null, Cancel)).Refusal);
        Assert.True((await driver.Hooks.StartAsync(renewed, null, Cancel)).Succeeded);
    }

    [Fact]
    public async Task A_removed_secret_starts_nothing_and_there_is_none_to_remove_again()
    {
        var task = await TaskAsync();
        var secret = await SecretAsync(task);

        Assert.True((await driver.Hooks.RemoveAsync(task)).Succeeded);

        Assert.Equal(Refusal.NotFound, (await driver.Hooks.StartAsync(secret, null, Cancel)).Refusal);
        Assert.Equal(Refusal.NotFound, (await driver.Hooks.RemoveAsync(task)).Refusal);
        Assert.Null((await driver.Hooks.FindAsync(task, Cancel)).Value!.Hook);
    }

    [Fact]
    public async Task An_inactive_task_is_not_started_until_it_is_active_again()
    {
        var task = await TaskAsync();
        var secret = await SecretAsync(task);
        await driver.Tasks.SetActiveAsync(task, false, Cancel);

        Assert.Equal(Refusal.Conflict, (await driver.Hooks.StartAsync(secret, null, Cancel)).Refusal);

        await driver.Tasks.SetActiveAsync(task, true, Cancel);
        Assert.True((await driver.Hooks.StartAsync(secret, null, Cancel)).Succeeded);
    }

    [Fact]
    public async Task The_secret_of_a_deleted_task_is_gone_with_it()
    {
        var task = await TaskAsync();
        await SecretAsync(task);

        await driver.Tasks.DeleteAsync(task, Cancel);

        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        Assert.Empty(await db.TaskHooks.ToListAsync(Cancel));
    }

    [Fact]
    public async Task When_it_was_last_used_is_noted_once_a_minute()
    {
        var task = await TaskAsync();
        var secret = await SecretAsync(task);
        Assert.Equal(new TaskHook(SchedulerDriver.Noon, null), (await driver.Hooks.FindAsync(task, Cancel)).Value!.Hook);

        var noted = new List<DateTimeOffset?>();
        foreach (var seconds in (int[])[10, 59, 1])
        {
            driver.Time.Advance(TimeSpan.FromSeconds(seconds));
            await driver.Hooks.StartAsync(secret, null, Cancel);
            noted.Add((await driver.Hooks.FindAsync(task, Cancel)).Value!.Hook!.LastUsedAt);
        }

        var first = SchedulerDriver.Noon.AddSeconds(10);
        Assert.Equal([first, first, first.AddMinutes(1)], noted);
    }

    [Fact]
    public async Task Only_who_may_change_a_task_gives_it_an_address_and_takes_it_away()
    {
        var task = await TaskAsync();
        var secret = await SecretAsync(task);
        var others = HooksFor(new Actor { Name = "kim", AccountId = Guid.NewGuid(), Role = Role.Operator, Rights = Actor.RightsOf(Role.Operator) });

        Assert.Equal(Refusal.Forbidden, (await others.RenewAsync(task)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await others.RemoveAsync(task)).Refusal);
        Assert.False((await others.FindAsync(task, Cancel)).Value!.MayChange);
        Assert.True((await HooksFor(Actor.Nobody).StartAsync(secret, null, Cancel)).Succeeded);
    }

    [Fact]
    public async Task A_secret_is_random_stored_as_its_hash_and_never_written_out_by_itself()
    {
        var made = (await driver.Hooks.RenewAsync(await TaskAsync())).Value!;

        Assert.Matches("^[A-Za-z0-9_-]{43}$", made.Secret);
        Assert.DoesNotContain(made.Secret, $"{made}", StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret, await File.ReadAllTextAsync(driver.DatabaseFile + "-wal", System.Text.Encoding.Latin1, Cancel), StringComparison.Ordinal);
    }

    private TaskHooks HooksFor(Actor actor) => new(
        driver.Get<IWriteGate>(), driver.Get<IDbContextFactory<SchedulerDb>>(), driver.Get<TaskChanges>(), new Caller(actor), driver.Time);

    private async Task<Guid> TaskAsync() => (await driver.CreateAsync(daily)).Task.Id;

    private async Task<string> SecretAsync(Guid task) => (await driver.Hooks.RenewAsync(task)).Value!.Secret;

    private sealed record Caller(Actor Actor) : ICaller;
}
