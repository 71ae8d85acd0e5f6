using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics.Ranking;

public sealed class RankingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;

    private SchedulerDriver driver = default!;
    private Guid often;
    private Guid failing;
    private Guid slow;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        often = await CreateAsync("Often");
        failing = await CreateAsync("Failing");
        slow = await CreateAsync("Slow 100%");
        await EndedAsync(
        [
            .. Enumerable.Range(0, 5).Select(number => EndedNotes.Of(often, noon.AddSeconds(-number), 10)),
            EndedNotes.Of(failing, noon, 20, RunState.Failed),
            EndedNotes.Of(failing, noon, 20),
            EndedNotes.Of(slow, noon, 60_000),
        ]);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Theory]
    [InlineData(RankingOrder.Count, false, "Often", "Failing", "Slow 100%")]
    [InlineData(RankingOrder.Count, true, "Slow 100%", "Failing", "Often")]
    [InlineData(RankingOrder.FailureRate, false, "Failing", "Often", "Slow 100%")]
    [InlineData(RankingOrder.Duration, false, "Slow 100%", "Failing", "Often")]
    [InlineData(RankingOrder.TotalTime, true, "Failing", "Often", "Slow 100%")]
    public async Task Tasks_are_sorted_by_a_figure(RankingOrder order, bool ascending, params string[] titles)
    {
        await EndedAsync(EndedNotes.Of(often, noon, 10));

        Assert.Equal(titles, (await ListAsync(new(MetricsWindow.Hour) { Order = order, Ascending = ascending })).Tasks.Items.Select(task => task.Title));
    }

    [Fact]
    public async Task The_figures_are_those_of_the_task_over_the_window_and_say_as_of_when()
    {
        var page = await ListAsync(new(MetricsWindow.Hour, 2, 1));

        var found = Assert.Single(page.Tasks.Items);
        Assert.Equal((failing, 2, 0.5, 20, 40, 3), (found.TaskId, found.Figures.Count, found.FailureRate, found.Figures.P95Ms, found.Figures.TotalMs, found.Figures.LateP95Ms));
        Assert.Equal((3, noon), (page.Tasks.Total, page.MadeAt));
        Assert.Null((await driver.Get<RankingStore>().ListAsync(new(MetricsWindow.Year), Cancel)).Value!.MadeAt);
    }

    [Theory]
    [InlineData("100%", null, 1)]
    [InlineData("i", null, 1)]
    [InlineData("nothing", null, 0)]
    [InlineData(null, "scripted", 3)]
    [InlineData(null, "http", 0)]
    public async Task Titles_are_searched_and_types_chosen(string? search, string? type, int found)
    {
        var page = await ListAsync(new(MetricsWindow.Hour) { Search = search, Type = type });

        Assert.Equal((found, found), (page.Tasks.Total, page.Tasks.Items.Count));
    }

    [Fact]
    public async Task What_has_left_the_window_leaves_the_list_and_nothing_is_written_that_is_the_same()
    {
        var keeper = driver.Get<RankingKeeper>();
        Assert.Equal(3, await keeper.RenewAsync(MetricsWindow.Hour, Cancel));
        Assert.Equal(0, await keeper.RenewAsync(MetricsWindow.Hour, Cancel));

        driver.Time.JumpTo(noon.AddHours(2));

        // The program may have been quicker.
        Assert.InRange(await keeper.RenewAsync(MetricsWindow.Hour, Cancel), 0, 3);
        Assert.Empty((await ListAsync(new(MetricsWindow.Hour))).Tasks.Items);
        Assert.Equal(3, (await ListAsync(new(MetricsWindow.Day))).Tasks.Total);
    }

    [Fact]
    public async Task A_task_that_was_deleted_stays_without_its_title()
    {
        await driver.Tasks.DeleteAsync(slow, Cancel);

        Assert.Contains((await ListAsync(new(MetricsWindow.Hour))).Tasks.Items, task => task.TaskId == slow && task.Title is null);
        Assert.Equal(0, (await ListAsync(new(MetricsWindow.Hour) { Search = "slow" })).Tasks.Total);
    }

    [Fact]
    public async Task Nobody_sees_the_list_without_the_right_to_read()
    {
        driver.Caller.Actor = new() { Name = "nobody", Rights = Rights.None };

        Assert.Equal(Refusal.Forbidden, (await driver.Get<RankingStore>().ListAsync(new(), Cancel)).Refusal);
    }

    private async Task<Guid> CreateAsync(string title) => (await driver.CreateAsync(new() { Kind = "once", At = "2126-01-01T00:00:00Z" }, title)).Task.Id;

    private async Task<RankingPage> ListAsync(RankingQuery query)
    {
        await driver.Get<RankingKeeper>().RenewAsync(query.Window, Cancel);
        return (await driver.Get<RankingStore>().ListAsync(query, Cancel)).Value!;
    }

    private async Task EndedAsync(params EndedFigures[] ended)
    {
        await EndedNotes.NoteAsync(driver.Get<IWriteGate>(), ended);
        await driver.RollAsync();
    }
}
