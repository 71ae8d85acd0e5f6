using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics.Rollups;

public sealed class CondensingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;
    private static readonly Guid task = Guid.Parse("019f0000-0000-7000-8000-000000000001");

    private SchedulerDriver driver = default!;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Figures_go_from_minutes_to_hours_to_days_to_weeks_and_are_forgotten_without_losing_any_on_the_way()
    {
        for (var minute = 0; minute < 120; minute += 4)
            await EndedAsync(noon.AddMinutes(minute), minute);
        var before = (await driver.RollupsAsync(task)).Total().Words();

        foreach (var (later, level, rows) in new[] { (TimeSpan.FromHours(1), RollupLevel.FiveMinutes, 24), (TimeSpan.FromHours(6), RollupLevel.Hour, 2), (TimeSpan.FromDays(10), RollupLevel.Day, 1), (TimeSpan.FromDays(80), RollupLevel.Week, 1) })
        {
            await CondenseAsync(later);

            var after = await driver.RollupsAsync(task);
            Assert.Equal((rows, before), (after.Count, after.Total().Words()));
            Assert.All(after, rollup => Assert.Equal((level, level.StartOf(rollup.Start)), (rollup.Level, rollup.Start)));
            Assert.Equal(before, (await driver.RollupsAsync("scripted")).Total().Words());
        }

        await CondenseAsync(TimeSpan.FromDays(500));
        Assert.Empty(await driver.RollupsAsync(task));
        Assert.Empty(await driver.RollupsAsync("scripted"));
    }

    [Theory]
    [InlineData(1, RollupLevel.FiveMinutes)]
    [InlineData(5, RollupLevel.Hour)]
    [InlineData(24 * 20, RollupLevel.Day)]
    [InlineData(24 * 100, RollupLevel.Week)]
    public async Task What_is_noted_late_goes_where_its_time_is_by_now(int hoursAgo, RollupLevel level)
    {
        await EndedAsync(noon.AddHours(-hoursAgo), 1);

        Assert.Equal([(level, 1L)], (await driver.RollupsAsync(task)).Select(rollup => (rollup.Level, rollup.Tally.Count)));
        Assert.Equal(0, await driver.Get<RollupCondenser>().CondenseAsync());
    }

    [Fact]
    public async Task What_ended_longer_ago_than_figures_are_kept_is_left_out()
    {
        await EndedAsync(noon.AddDays(-500), 1);

        Assert.Empty(await driver.RollupsAsync(task));
    }

    [Fact]
    public async Task More_than_a_step_takes_is_condensed_in_several()
    {
        for (var number = 0; number < 30; number++)
            await EndedAsync(noon.AddMinutes(number), number, tasks: 15);

        await CondenseAsync(TimeSpan.FromHours(6));

        Assert.Equal(450, (await driver.RollupsAsync("scripted")).Total().Count);
        Assert.Equal((1, 30L), (Assert.Single(await driver.RollupsAsync(task)) is var one ? 1 : 0, one.Tally.Count));
    }

    // On a clock of its own: months of the program's would be millions of ticks of all that watches.
    private Task<int> CondenseAsync(TimeSpan later) => new RollupCondenser(driver.Get<IWriteGate>(), new ManualTime(noon + later)).CondenseAsync();

    private async Task EndedAsync(DateTimeOffset at, int elapsed, int tasks = 1)
    {
        await driver.Get<IWriteGate>().WriteAsync(session =>
        {
            EndedJournal.Note(session, [.. Enumerable.Range(0, tasks).Select(number => new EndedFigures(number == 0 ? task : new Guid(number, 0, 0, new byte[8]), "scripted", RunState.Succeeded, at.AddMilliseconds(-elapsed), at.AddMilliseconds(-elapsed), at))]);
            return Task.FromResult(true);
        });
        await driver.RollAsync();
    }
}
