using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics.Summaries;

public sealed class MetricsStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;

    private SchedulerDriver driver = default!;
    private Guid task;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        task = (await driver.CreateAsync(new() { Kind = "once", At = "2126-01-01T00:00:00Z" }, "Long ahead")).Task.Id;
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task All_that_is_asked_of_a_type_is_told()
    {
        await EndedAsync([.. Enumerable.Range(1, 99).Select(length => EndedNotes.Of(task, noon.AddSeconds(-length), length)), EndedNotes.Of(task, noon, 1_000, RunState.Failed), EndedNotes.Of(task, noon, 1, RunState.Cancelled, "http")]);

        var summary = (await Store.ByTypeAsync(MetricsWindow.Hour, Cancel)).Value!;

        Assert.Equal(["scripted", "http"], summary.Types.Select(type => type.Type));
        var figures = summary.Types[0].Figures;
        Assert.Equal((100, 99, 1, 0, 0.99), (figures.Count, figures.Succeeded, figures.Failures, figures.NotCarriedThrough, figures.SuccessRate));
        Assert.Equal((59, 1_000, 5_950), (figures.Elapsed!.Average, figures.Elapsed.Max, figures.Elapsed.Total));
        // Of 50, 95 and 99, each in the middle of its bucket.
        Assert.Equal((50, 93, 97), (figures.Elapsed.P50, figures.Elapsed.P95, figures.Elapsed.P99));
        Assert.Equal((3, 3, 3), (figures.Lateness!.Average, figures.Lateness.P95, figures.Lateness.Max));
        Assert.Equal((101, null), (summary.All.Count, summary.Types[1].Figures.SuccessRate));
    }

    [Theory]
    [InlineData(MetricsWindow.Hour, "01:00:00", "00:05:00")]
    [InlineData(MetricsWindow.Day, "1.00:00:00", "01:00:00")]
    [InlineData(MetricsWindow.Week, "7.00:00:00", "01:00:00")]
    [InlineData(MetricsWindow.Month, "30.00:00:00", "1.00:00:00")]
    [InlineData(MetricsWindow.Year, "365.00:00:00", "7.00:00:00")]
    public async Task A_window_holds_what_ended_in_it_and_at_most_one_span_more(MetricsWindow window, string length, string span)
    {
        var now = driver.Time.GetUtcNow();
        var edge = now - TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        await EndedAsync(EndedNotes.Of(task, now), EndedNotes.Of(task, edge.AddMilliseconds(1)), EndedNotes.Of(task, edge - TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));

        var summary = (await Store.OfTaskAsync(task, window, Cancel)).Value!;

        Assert.Equal((2, "Long ahead", true), (summary.Figures.Count, summary.Title, summary.Exists));
        Assert.Equal(2, (await Store.ByTypeAsync(window, Cancel)).Value!.All.Count);
        Assert.InRange(summary.From, edge - TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture), edge);
    }

    [Theory]
    [InlineData(MetricsWindow.Hour)]
    [InlineData(MetricsWindow.Day)]
    [InlineData(MetricsWindow.Week)]
    [InlineData(MetricsWindow.Month)]
    [InlineData(MetricsWindow.Year)]
    public async Task The_points_of_a_chart_follow_each_other_and_hold_what_the_window_does(MetricsWindow window)
    {
        var now = driver.Time.GetUtcNow();
        await EndedAsync([.. Enumerable.Range(0, 50).Select(number => EndedNotes.Of(task, now - (number * window.Length() / 50), state: number % 7 == 0 ? RunState.Failed : RunState.Succeeded))]);

        var summary = (await Store.OfTaskAsync(task, window, Cancel)).Value!;

        Assert.Equal((42, 8), (summary.Points.Sum(point => point.Succeeded), summary.Points.Sum(point => point.Failures)));
        Assert.Equal(summary.From, summary.Points[0].From);
        Assert.All(summary.Points.Skip(1).Zip(summary.Points.Skip(2)), pair => Assert.Equal(window.PointLength(), pair.Second.From - pair.First.From));
        Assert.InRange(summary.Until, summary.Points[^1].From, summary.Points[^1].From + window.PointLength());
    }

    [Fact]
    public async Task Condensing_changes_no_figure_of_any_window()
    {
        var now = driver.Time.GetUtcNow();
        // Noted as finely as if each had just ended.
        await driver.Get<IWriteGate>().WriteAsync(session =>
        {
            foreach (var number in Enumerable.Range(0, 300))
            {
                var tally = new RunTally();
                tally.Add(EndedNotes.Of(task, now.AddHours(-number * 29.3), number));
                RollupTable.Add(session, new() { [new(RollupKind.Task, RollupKey.TaskSubject(task), RollupLevel.FiveMinutes, RollupLevel.FiveMinutes.StartOf(now.AddHours(-number * 29.3)).ToUnixTimeMilliseconds())] = tally });
            }

            return Task.FromResult(true);
        });
        var before = await CountsAsync();

        Assert.NotEqual(0, await driver.Get<RollupCondenser>().CondenseAsync());

        Assert.Equal(before[..4], (await CountsAsync())[..4]);
        // Weeks are told apart only from here on.
        Assert.InRange((await CountsAsync())[4], before[4], before[4] + 6);
    }

    [Fact]
    public async Task A_task_that_was_deleted_has_figures_and_one_that_never_was_has_none()
    {
        var gone = (await driver.CreateAsync(new() { Kind = "immediate" }, "Gone")).Task.Id;
        await driver.EndedAsync();
        await driver.Tasks.DeleteAsync(gone, Cancel);
        await driver.RollAsync();

        var summary = (await Store.OfTaskAsync(gone, MetricsWindow.Hour, Cancel)).Value!;

        Assert.Equal(("Gone", false, 1), (summary.Title, summary.Exists, summary.Figures.Count));
        Assert.Equal(Refusal.NotFound, (await Store.OfTaskAsync(Guid.NewGuid(), MetricsWindow.Hour, Cancel)).Refusal);
    }

    [Fact]
    public async Task Nobody_sees_figures_without_the_right_to_read()
    {
        driver.Caller.Actor = new() { Name = "nobody", Rights = Rights.None };

        Assert.Equal(Refusal.Forbidden, (await Store.ByTypeAsync(MetricsWindow.Year, Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await Store.OfTaskAsync(task, MetricsWindow.Year, Cancel)).Refusal);
    }

    private MetricsStore Store => driver.Get<MetricsStore>();

    private async Task<List<long>> CountsAsync()
    {
        var counts = new List<long>();
        foreach (var window in MetricsWindows.ShortestFirst)
            counts.Add((await Store.OfTaskAsync(task, window, Cancel)).Value!.Figures.Count);
        return counts;
    }

    private async Task EndedAsync(params EndedFigures[] ended)
    {
        await EndedNotes.NoteAsync(driver.Get<IWriteGate>(), ended);
        await driver.RollAsync();
    }
}
