using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics.Journal;

public sealed class RollingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;
    private static readonly Guid task = Guid.Parse("019f0000-0000-7000-8000-000000000001");

    private readonly HeardEndings heard = new();
    private SchedulerDriver driver = default!;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartWithAsync(services => services.AddSingleton<IEndedRunsFollower>(heard));

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task A_crash_before_the_journal_is_taken_up_loses_nothing_and_one_after_it_counts_nothing_again()
    {
        await NoteAsync(Ended(noon), Ended(noon.AddSeconds(1)));
        await driver.CrashAndStartAgainAsync();
        await driver.RollAsync();
        await driver.CrashAndStartAgainAsync();
        await driver.RollAsync();

        Assert.Equal(2, heard.Heard.Count);
        Assert.Equal(2, (await driver.RollupsAsync(task)).Total().Count);
    }

    [Fact]
    public async Task What_a_follower_refuses_is_not_counted_until_it_follows()
    {
        await NoteAsync(Ended(noon));
        heard.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(driver.RollAsync);
        Assert.Empty(await driver.RollupsAsync(task));

        heard.Fails = false;
        await driver.RollAsync();

        Assert.Single(heard.Heard);
        Assert.Equal(1, (await driver.RollupsAsync(task)).Total().Count);
    }

    [Fact]
    public async Task More_than_a_step_takes_is_taken_up_in_several()
    {
        await NoteAsync([.. Enumerable.Range(0, 1_234).Select(number => Ended(noon.AddMilliseconds(number)))]);

        Assert.Equal(1_234, await driver.RollAsync());
        Assert.Equal((1_234, 1_234), (heard.Heard.Count, (await driver.RollupsAsync("scripted")).Total().Count));
    }

    [Fact]
    public async Task The_journal_is_taken_up_by_itself()
    {
        var followed = new TaskCompletionSource();
        heard.Followed = followed.SetResult;
        await NoteAsync(Ended(noon));

        // Each of its waits begins a little after the one before has ended.
        while (!followed.Task.IsCompleted)
        {
            driver.Time.Advance(TimeSpan.FromSeconds(1));
            await driver.Get<JournalRoller>().IsEmptyAsync();
        }

        Assert.Single(heard.Heard);
    }

    [Fact]
    public void What_is_noted_is_read_as_it_was()
    {
        EndedFigures[] noted =
        [
            Ended(noon) with { Type = "http", Retries = 3, Attempt = 4 },
            new(task, "Grüße", RunState.Missed, noon.AddYears(-1), null, noon) { Count = 70_000 },
            // The clock was set back while it ran.
            new(Guid.Empty, "http", RunState.DeadLettered, noon, noon.AddHours(-1), noon.AddHours(-2)),
        ];
        var read = new List<EndedFigures>();

        JournalFormat.Read(JournalFormat.Write(noted, 0, noted.Length), read);

        Assert.Equal(noted, read);
    }

    [Fact]
    public async Task Runs_of_the_past_are_counted_once_at_the_first_start()
    {
        await RecordedRuns.AddManyAsync(Gate, 2_000, 10, noon.AddDays(-1));
        await RecordedRuns.AddAsync(Gate, task, "Old", RunState.Missed, noon.AddDays(-100), null, occurrences: 5);
        await AsAfterTheMigrationAsync();

        await driver.Get<HistoryCount>().CountAsync();
        await driver.CrashAndStartAgainAsync();
        await driver.Get<HistoryCount>().CountAsync();

        Assert.Equal((await driver.CountedAsync()).Words(), (await driver.RollupsAsync("scripted")).Total().Words());
        Assert.Equal([(RollupLevel.Week, 5L)], (await driver.RollupsAsync(task)).Select(rollup => (rollup.Level, rollup.Tally.Count)));
        Assert.Empty(heard.Heard);
    }

    [Fact]
    public async Task What_ends_while_the_past_is_being_counted_is_counted_once()
    {
        await RecordedRuns.AddAsync(Gate, task, "Old", RunState.Succeeded, noon.AddDays(-1), 10);
        await AsAfterTheMigrationAsync();
        // One ends now, and one at a time that is still to be counted, because the clock was set back.
        await RecordedRuns.AddAsync(Gate, task, "Now", RunState.Succeeded, noon, 10);
        await RecordedRuns.AddAsync(Gate, task, "Back", RunState.Succeeded, noon.AddDays(-2), 10);
        await NoteAsync(Ended(noon, 10), Ended(noon.AddDays(-2), 10));

        await driver.RollAsync();
        await driver.Get<HistoryCount>().CountAsync();

        Assert.Equal((await driver.CountedAsync()).Words(), (await driver.RollupsAsync(task)).Total().Words());
        Assert.Equal(2, heard.Heard.Count);
    }

    private IWriteGate Gate => driver.Get<IWriteGate>();

    private static EndedFigures Ended(DateTimeOffset due, int elapsed = 20) => new(task, "scripted", RunState.Succeeded, due, due, due.AddMilliseconds(elapsed));

    private Task NoteAsync(params EndedFigures[] ended) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        EndedJournal.Note(session, ended);
        return Task.FromResult(true);
    });

    /// <summary>Leaves the tables as the migration does that finds these runs there, and starts the program on them.</summary>
    private async Task AsAfterTheMigrationAsync()
    {
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement(Core.Persistence.Sqlite.Steps.Rollups.HistorySql).Execute()));
        await driver.CrashAndStartAgainAsync();
    }
}
