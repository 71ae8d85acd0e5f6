using Microsoft.Data.Sqlite;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Health;

public sealed class FactGatheringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_what_is_due_next_and_since_when_a_run_waits_that_nothing_holds()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Takes the only slot");
        await gate.Arrived;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Waits");
        await driver.CreateAsync(new() { Kind = "interval", Every = "PT2M", StartAt = "2026-12-01T12:02:00Z" }, "Comes");

        var facts = await driver.Get<FactGathering>().GatherAsync(Cancel);

        Assert.Equal(SchedulerDriver.Noon.AddMinutes(2), facts.Ledger.NextDue);
        Assert.InRange(facts.Ledger.OldestDue!.Value, SchedulerDriver.Noon.AddSeconds(-1), SchedulerDriver.Noon);
        Assert.Equal((1, true), (facts.Ledger.DueSoon, facts.DatabaseBytes > 0));
        gate.Open();
    }

    [Fact]
    public async Task A_run_that_waits_for_another_of_its_task_is_not_the_oldest()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var task = await driver.CreateAsync(new() { Kind = "immediate" });
        await gate.Arrived;
        await driver.Tasks.RunNowAsync(task.Task.Id, Cancel);
        await driver.UntilAsync(() => Task.FromResult(driver.Get<HeldRuns>().Count == 1));

        Assert.Null((await driver.Get<FactGathering>().GatherAsync(Cancel)).Ledger.OldestDue);
        gate.Open();
    }

    [Fact]
    public async Task A_database_that_can_not_be_written_degrades_and_one_that_can_not_be_read_is_unhealthy()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var board = driver.Get<FactBoard>();
        Change(driver, "CREATE TRIGGER full_i BEFORE INSERT ON write_probe BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        driver.Time.JumpTo(driver.Time.GetUtcNow().AddMinutes(1));

        board.Latest = await driver.Get<FactGathering>().GatherAsync(Cancel);

        var entry = driver.Get<DatabaseHealth>().Look();
        Assert.Equal((HealthStatus.Degraded, false, true), (entry.Status, entry.Facts["writable"], entry.Facts["readable"]));
        Assert.Contains("the disk is full", entry.Words, StringComparison.Ordinal);
        board.Latest = board.Latest with { ReadFault = "disk I/O error" };
        Assert.Equal(HealthStatus.Unhealthy, driver.Get<DatabaseHealth>().Look().Status);
    }

    private static void Change(SchedulerDriver driver, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={driver.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
