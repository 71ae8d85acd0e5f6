using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Maintenance.Retention.Chores;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Retention;

public sealed class RetentionPassTests
{
    private static readonly string[] ofRuns = ["runs", "run_attempts", "run_output_parts", "run_inputs"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task What_is_left_is_exactly_what_the_rules_keep_with_all_that_belongs_to_it(int seed)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var random = new Random(seed);
        var runs = StoredRuns.Some(random, 1_500, 6, SchedulerDriver.Noon);
        await StoredRuns.PutAsync(driver, runs);
        var last = runs.Where(run => run.EndedAt is not null).GroupBy(run => run.TaskId).Select(task => task.MinBy(run => run.DueAt)!).ToList();
        foreach (var run in last)
            await StoredRuns.PutLastAsync(driver, run);
        var rules = Rules(random);
        var preview = (await driver.Get<RetentionStore>().PreviewAsync(rules, Cancel)).Value!;
        Assert.True((await driver.Get<RetentionStore>().SaveAsync(rules, Cancel)).Succeeded);

        await PassAsync(driver);

        var expected = StoredRuns.Survivors(runs, rules, last.Select(run => run.Id).ToHashSet(), SchedulerDriver.Noon).Select(run => run.Id).Order().ToList();
        Assert.NotEqual(runs.Count, expected.Count);
        foreach (var table in ofRuns)
            Assert.Equal(expected, await StoredRuns.IdsAsync(driver, table));
        Assert.Equal(runs.Count - expected.Count, preview.Counts.Values.Sum());
        Assert.Equal(preview.Counts, (await driver.Get<RetentionStore>().RemovedAsync(Cancel)).Value!.ToDictionary(one => one.Kind, one => one.Count));
    }

    [Fact]
    public async Task Every_step_is_a_transaction_of_few_rows()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await StoredRuns.PutAsync(driver, Old(2_500));

        await PassAsync(driver);

        var (largest, count) = driver.Get<RetentionPass>().Steps;
        Assert.InRange(largest, 1, StepSize.Most);
        Assert.InRange(count, 2_500 / StepSize.Most, 2_500);
        Assert.Empty(await StoredRuns.IdsAsync(driver, "runs"));
    }

    [Fact]
    public async Task A_pass_that_was_stopped_and_a_program_that_was_killed_go_on_where_they_were()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await StoredRuns.PutAsync(driver, Old(1_200));
        var board = driver.Get<WorkBoard>();
        using (board.Listen(() => board.List().Where(work => work.Done > 0).ToList().ForEach(work => board.FindWork(work.Id)!.AskToStop())))
            await PassAsync(driver);
        var left = (await StoredRuns.IdsAsync(driver, "runs")).Count;
        Assert.Equal(WorkState.Stopped, board.List().Single().State);
        Assert.InRange(left, 1, 1_199);

        await driver.CrashAndStartAgainAsync();
        Assert.Equal(left, (await StoredRuns.IdsAsync(driver, "runs")).Count);
        await PassAsync(driver);

        foreach (var table in ofRuns)
            Assert.Empty(await StoredRuns.IdsAsync(driver, table));
    }

    [Fact]
    public async Task It_is_done_every_hour_by_itself()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await StoredRuns.PutAsync(driver, Old(3));
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var board = driver.Get<WorkBoard>();
        using var listening = board.Listen(() =>
        {
            if (board.List().Any(work => work.State == WorkState.Done))
                gone.TrySetResult();
        });

        driver.Time.JumpTo(SchedulerDriver.Noon.AddHours(1));
        await gone.Task.WaitAsync(Cancel);

        Assert.Empty(await StoredRuns.IdsAsync(driver, "runs"));
        Assert.Equal("Deleted 3 succeeded runs.", board.List().Single().Result);
    }

    [Fact]
    public async Task A_run_that_was_tried_again_after_it_was_found_stays()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var run = Old(1)[0];
        await StoredRuns.PutAsync(driver, [run]);

        var deleted = await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(RunDeletion.Delete(session, [new(RetentionKind.Succeeded, run.Id, run.EndedAt!.Value - 1)])));

        Assert.Equal(0, deleted);
        Assert.Single(await StoredRuns.IdsAsync(driver, "runs"));
    }

    [Fact]
    public async Task Runs_that_somebody_still_has_to_read_stay()
    {
        var runs = Old(10);
        await using var driver = await SchedulerDriver.StartWithAsync(services => services.AddSingleton<IRunsNeeded>(new NeededFrom(runs[4].EndedAt!.Value)));
        await StoredRuns.PutAsync(driver, runs);

        await PassAsync(driver);

        Assert.Equal(runs.Skip(4).Select(run => run.Id).Order(), await StoredRuns.IdsAsync(driver, "runs"));
    }

    [Fact]
    public async Task Old_messages_incidents_audit_entries_and_versions_go_and_what_is_not_over_stays()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var (old, young) = (SchedulerDriver.Noon.AddDays(-1_000), SchedulerDriver.Noon.AddDays(-1));
        var versioned = Guid.CreateVersion7();
        await driver.Get<IWriteGate>().WriteAsync(session =>
        {
            foreach (var (at, number) in new[] { (old, 1), (young, 2) })
                foreach (var state in (int[])[0, 2, 3])
                    session.Statement("INSERT INTO messages (id, key, kind, via, destination, subject, state, attempts, next_at, created_at, ended_at) VALUES (@id, @key, 0, 0, 'kim', 'Hello', @state, 0, 0, @at, @ended)")
                        .With("@id", Guid.CreateVersion7()).With("@key", $"{number}-{state}").With("@state", state).With("@at", at).With("@ended", state == 0 ? null : at).Execute();
            foreach (var (name, at, closed) in new[] { ("old", old, true), ("young", young, true), ("open", old, false) })
                session.Statement("INSERT INTO incidents (id, rule_id, task_id, kind, title, detail, last_detail, count, opened_at, last_at, told_at, told_count, closed_at, recovery) VALUES (@id, @id, @id, 0, @name, '', '', 1, @at, @at, @at, 1, @closed, 0)")
                    .With("@id", Guid.CreateVersion7()).With("@name", name).With("@at", at).With("@closed", closed ? at : null).Execute();
            foreach (var at in new[] { old, young })
                session.Statement("INSERT INTO audit_entries (at, actor_name, action, subject_name) VALUES (@at, 'kim', 'task.run', 'Stored')").With("@at", at).Execute();
            for (var version = 1; version <= 130; version++)
                session.Statement("INSERT INTO task_versions (task_id, version, replaced_at, title, description, type, payload, schedule, active, tags, time_limit_ms) VALUES (@task, @version, 0, '', '', '', '{}', '{}', 1, '[]', 1)").With("@task", versioned).With("@version", version).Execute();
            return Task.FromResult(true);
        });

        await PassAsync(driver);

        Assert.Equal(["1-0", "2-0", "2-2", "2-3"], await TextsAsync(driver, "SELECT key AS Value FROM messages ORDER BY key"));
        Assert.Equal(["open", "young"], await TextsAsync(driver, "SELECT title AS Value FROM incidents ORDER BY title"));
        Assert.Equal(["1"], await TextsAsync(driver, "SELECT CAST(COUNT(*) AS TEXT) AS Value FROM audit_entries WHERE action = 'task.run'"));
        Assert.Equal(["31 130"], await TextsAsync(driver, "SELECT MIN(version) || ' ' || MAX(version) AS Value FROM task_versions"));
    }

    private static async Task PassAsync(SchedulerDriver driver)
    {
        await driver.Get<RetentionPass>().Start(null).Ended.WaitAsync(Cancel);
        Assert.NotEqual(WorkState.Failed, driver.Get<WorkBoard>().List()[0].State);
    }

    // Ended one after the other, long before any rule keeps them.
    private static List<StoredRun> Old(int count) =>
        [.. Enumerable.Range(0, count).Select(number => SchedulerDriver.Noon.AddDays(-500).AddSeconds(number)).Select(due => new StoredRun(Guid.CreateVersion7(due), Guid.CreateVersion7(), RunState.Succeeded, due.ToUnixTimeMilliseconds(), due.ToUnixTimeMilliseconds() + 10))];

    private static List<RetentionRule> Rules(Random random) =>
    [
        .. Enum.GetValues<RetentionKind>().Where(RetentionRule.IsRun).Select(kind => new RetentionRule(
            kind,
            random.Next(4) == 0 ? null : random.Next(1, 90),
            random.Next(3) == 0 ? null : random.Next(1, 25))),
    ];

    private static async Task<IReadOnlyList<string>> TextsAsync(SchedulerDriver driver, string sql)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Database.SqlQueryRaw<string>(sql).ToListAsync(Cancel);
    }

    private sealed class NeededFrom(long at) : IRunsNeeded
    {
        public Task<DateTimeOffset?> FromAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(DateTimeOffset.FromUnixTimeMilliseconds(at));
    }
}
