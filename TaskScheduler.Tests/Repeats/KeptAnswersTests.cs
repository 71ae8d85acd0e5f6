using TaskScheduler.Core;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Repeats;

public sealed class KeptAnswersTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeptAnswers Answers => driver.Get<KeptAnswers>();

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task An_answer_is_kept_with_what_was_made_and_survives_a_crash()
    {
        await CreateAsync("key");

        await driver.CrashAndStartAgainAsync();

        Assert.Equal("made 1", (await Answers.FindAsync(Actor.Program, "key", Cancel))?.Answer);
        Assert.Equal(1, (await driver.Tasks.ListAsync(new(new()), Cancel)).Total);
    }

    [Fact]
    public async Task A_key_that_can_not_be_kept_leaves_nothing_made()
    {
        var gate = driver.Get<RequestGate>();
        gate.Keep<int>(new("key", [1]), _ => throw new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.WriteAsync(session => Task.FromResult(session.Statement("INSERT INTO run_inputs (run_id, input) VALUES (x'00', '')").Execute())));

        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        Assert.False(await db.RunInputs.AnyAsync(Cancel));
    }

    [Fact]
    public async Task Each_caller_has_keys_of_their_own()
    {
        await CreateAsync("key");

        Assert.Null(await Answers.FindAsync(new() { Name = "kim", AccountId = Guid.NewGuid() }, "key", Cancel));
    }

    [Fact]
    public async Task After_a_day_an_answer_does_not_count_any_more()
    {
        await CreateAsync("key");

        driver.Time.JumpTo(SchedulerDriver.Noon + KeptAnswers.Kept);
        Assert.NotNull(await Answers.FindAsync(Actor.Program, "key", Cancel));
        driver.Time.JumpTo(SchedulerDriver.Noon + KeptAnswers.Kept + TimeSpan.FromMilliseconds(1));
        Assert.Null(await Answers.FindAsync(Actor.Program, "key", Cancel));
    }

    [Fact]
    public async Task Old_answers_are_forgotten_step_by_step_and_newer_ones_are_not()
    {
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
            INSERT INTO idempotency_keys SELECT 'program', 'old ' || i, x'01', '', 0 FROM n
            """).Execute()));
        await CreateAsync("new");

        Assert.Equal(450, await Answers.ForgetOldAsync());

        Assert.NotNull(await Answers.FindAsync(Actor.Program, "new", Cancel));
    }

    private async Task CreateAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            driver.Get<RequestGate>().Keep<Result<IReadOnlyList<TaskView>>>(new(key, [1]), made => $"made {made.Value!.Count}");
            await driver.CreateAsync(new() { Kind = "cron", Cron = "0 9 * * *" });
        }
    }
}
