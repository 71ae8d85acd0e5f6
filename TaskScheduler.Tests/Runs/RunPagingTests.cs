using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs;

public sealed class RunPagingTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;
    private Guid task;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        task = (await driver.CreateAsync(new() { Kind = "interval", Every = "PT1M" })).Task.Id;
        for (var index = 0; index < 3; index++)
            await driver.CreateAsync(new() { Kind = "immediate" });
        await driver.AdvanceAsync(TimeSpan.FromMinutes(4));
        await driver.EndedAsync(7);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 4)]
    public async Task Cursors_lead_through_all_runs_newest_first(bool ofOneTask, int count)
    {
        var query = new RunQuery(PageSize: 2) { TaskId = ofOneTask ? task : null };
        var all = (await driver.Runs.ListExecutedAsync(query with { PageSize = 500 }, Cancel)).Items.Select(run => run.Id);

        var walked = await WalkAsync(query);

        Assert.Equal(count, walked.Distinct().Count());
        Assert.Equal(all, walked);
    }

    [Fact]
    public async Task Runs_that_end_meanwhile_shift_nothing()
    {
        var query = new RunQuery(PageSize: 2);
        var first = await driver.Runs.ListExecutedAsync(query, Cancel);
        var rest = (await driver.Runs.ListExecutedAsync(query with { PageSize = 500 }, Cancel)).Items.Skip(2).Select(run => run.Id);

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await driver.EndedAsync(8);

        var second = await driver.Runs.ListExecutedAsync(query with { PageSize = 500, After = PageCursor.Read(first.NextCursor!, query.ListName) }, Cancel);
        Assert.Equal(rest, second.Items.Select(run => run.Id));
    }

    private async Task<List<Guid>> WalkAsync(RunQuery query)
    {
        var walked = new List<Guid>();
        for (PageCursor? after = null; ;)
        {
            var page = await driver.Runs.ListExecutedAsync(query with { After = after }, Cancel);
            walked.AddRange(page.Items.Select(run => run.Id));
            if (page.NextCursor is null)
                return walked;
            after = PageCursor.Read(page.NextCursor, query.ListName);
        }
    }
}
