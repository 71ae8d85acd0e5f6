using Microsoft.Data.Sqlite;
using TaskScheduler.Core.Persistence.Outages;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs;

public sealed class StorageTroubleTests
{
    [Fact]
    public async Task Outcomes_are_held_while_the_database_can_not_be_written_and_written_when_it_can()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new() { Kind = "immediate" }, "First");
        await driver.CreateAsync(new() { Kind = "immediate" }, "Second");
        await gate.Arrived;
        await gate.Arrived;
        var watch = driver.Get<StorageWatch>();

        Change(driver.DatabaseFile, "CREATE TRIGGER full BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        gate.Open();
        await UntilAsync(watch, () => watch.Trouble is not null);
        var trouble = watch.Trouble!;
        await PassAsync(driver, watch, TimeSpan.FromSeconds(60));
        Change(driver.DatabaseFile, "DROP TRIGGER full");
        await PassAsync(driver, watch, TimeSpan.FromSeconds(2));
        var ended = await driver.EndedAsync(2);

        Assert.Contains("Nothing is lost", trouble.Words, StringComparison.Ordinal);
        Assert.All(ended, run => Assert.Equal((RunState.Succeeded, 1), (run.State, run.Attempt)));
        await UntilAsync(watch, () => watch.Trouble is null);
    }

    private static void Change(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // Each failed try waits a second of manual time for the next.
    private static async Task PassAsync(SchedulerDriver driver, StorageWatch watch, TimeSpan span)
    {
        using var changes = new Changes(watch);
        for (var passed = TimeSpan.Zero; passed < span && watch.Trouble is not null; passed += TimeSpan.FromSeconds(1))
        {
            driver.Time.Advance(TimeSpan.FromSeconds(1));
            await changes.NextAsync();
        }
    }

    private static async Task UntilAsync(StorageWatch watch, Func<bool> condition)
    {
        using var changes = new Changes(watch);
        while (!condition())
            await changes.NextAsync();
    }

    private sealed class Changes : IDisposable
    {
        private readonly SemaphoreSlim seen = new(0);
        private readonly IDisposable listening;

        public Changes(StorageWatch watch) => listening = watch.Listen(() => seen.Release());

        public Task NextAsync() => seen.WaitAsync(TestContext.Current.CancellationToken);

        public void Dispose() => listening.Dispose();
    }
}
