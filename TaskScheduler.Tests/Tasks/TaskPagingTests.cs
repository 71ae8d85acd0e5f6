using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Tasks;

/// <summary>Every order of the list, walked by cursor, with titles, types and times that several tasks have in common.</summary>
public sealed class TaskPagingTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    public static TheoryData<TaskSort, bool> Orders => new(
        from sort in Enum.GetValues<TaskSort>()
        from falling in new[] { false, true }
        select (sort, falling));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        string[] titles = ["beta", "Alpha", "beta", "alpha", "Gamma", "beta", "delta"];
        foreach (var (index, title) in titles.Index())
            await driver.CreateAsync(new() { Kind = "cron", Cron = $"0 {index % 3} * * *" }, title);
        for (var index = 0; index < 3; index++)
            await driver.CreateAsync(new() { Kind = "immediate" }, "beta");
        await driver.EndedAsync(3);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Cursors_lead_through_all_tasks_in_their_order(TaskSort sort, bool descending)
    {
        var query = new TaskQuery(new(), sort, descending, PageSize: 3);
        var all = (await driver.Tasks.ListAsync(query with { PageSize = 500 }, Cancel)).Items.Select(view => view.Task.Id);

        var walked = await WalkAsync(query);

        Assert.Equal(10, walked.Distinct().Count());
        Assert.Equal(all, walked);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Page_numbers_lead_through_the_same(TaskSort sort, bool descending)
    {
        var query = new TaskQuery(new(), sort, descending, PageSize: 3);
        var numbered = new List<Guid>();
        for (var page = 1; page <= 4; page++)
            numbered.AddRange((await driver.Tasks.ListAsync(query with { Page = page }, Cancel)).Items.Select(view => view.Task.Id));

        Assert.Equal(await WalkAsync(query), numbered);
    }

    [Fact]
    public async Task Tasks_that_are_added_meanwhile_shift_nothing()
    {
        var query = new TaskQuery(new(), TaskSort.Title, PageSize: 3);
        var first = await driver.Tasks.ListAsync(query, Cancel);
        var rest = (await driver.Tasks.ListAsync(query with { PageSize = 500 }, Cancel)).Items.Skip(3).Select(view => view.Task.Id);

        await driver.CreateAsync(new() { Kind = "cron", Cron = "0 9 * * *" }, "Aaa");

        var second = await driver.Tasks.ListAsync(query with { PageSize = 500, After = PageCursor.Read(first.NextCursor!, query.ListName) }, Cancel);
        Assert.Equal(rest, second.Items.Select(view => view.Task.Id));
    }

    [Fact]
    public async Task A_filter_holds_on_every_page()
    {
        var query = new TaskQuery(new() { Search = "beta" }, TaskSort.Type, true, PageSize: 2);

        var walked = await WalkAsync(query);

        Assert.Equal(6, walked.Distinct().Count());
    }

    private async Task<List<Guid>> WalkAsync(TaskQuery query)
    {
        var walked = new List<Guid>();
        for (PageCursor? after = null; ;)
        {
            var page = await driver.Tasks.ListAsync(query with { After = after }, Cancel);
            walked.AddRange(page.Items.Select(view => view.Task.Id));
            Assert.Equal((after?.Page ?? 0) + 1, page.Page);
            if (page.NextCursor is null)
                return walked;
            after = PageCursor.Read(page.NextCursor, query.ListName);
            Assert.NotNull(after);
        }
    }
}
