using Bunit;
using Microsoft.Data.Sqlite;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks;

public sealed class TasksPageTests : PageTest
{
    [Fact]
    public void The_first_visit_is_led_to_creating_a_task()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No tasks yet", page.Markup));
        Assert.Equal("tasks?edit=new", page.Find(".empty-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_task_is_shown_with_its_schedule_in_words_its_status_and_its_next_run()
    {
        await TaskAsync("Water the plants", "garden");

        var row = Row(Open());

        Assert.Contains("Water the plants", row);
        Assert.Contains("garden", row);
        Assert.Contains("Every day at 09:00 (UTC)", row);
        Assert.Contains("Pending", row);
        Assert.Contains("in 21 h", row);
        Assert.Contains("not run yet", row);
    }

    [Fact]
    public async Task The_address_decides_what_is_shown()
    {
        await TaskAsync("Water the plants", "garden");
        await TaskAsync("Feed the cat", "house");

        var row = Row(Open("tasks?tag=house"));

        Assert.Contains("Feed the cat", row);
    }

    [Fact]
    public async Task No_match_says_so_and_leads_back_to_all()
    {
        await TaskAsync("Water the plants");

        var page = Open("tasks?search=dragons");

        page.WaitForAssertion(() => Assert.Contains("No task matches", page.Markup));
        Assert.Equal("tasks", page.Find(".empty-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_says_so_and_is_read_again_on_demand()
    {
        await TaskAsync("Water the plants");
        await ExecuteAsync("ALTER TABLE tasks RENAME TO Elsewhere");
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("The tasks could not be read", page.Find("[role=alert]").TextContent));

        await ExecuteAsync("ALTER TABLE Elsewhere RENAME TO tasks");
        page.FindAll("button").Single(button => button.TextContent == "Try again").Click();

        Assert.Contains("Water the plants", Row(page));
    }

    [Fact]
    public async Task A_task_in_a_time_zone_this_machine_does_not_know_is_shown_and_its_editor_says_what_to_change()
    {
        var task = await TaskAsync("Water the plants");
        await ExecuteAsync("UPDATE tasks SET schedule = replace(schedule, 'UTC', 'Mars/Olympus')");

        var page = Open($"tasks?edit={task.Id}");

        Assert.Contains("(Mars/Olympus, a time zone this machine does not know: never due)", Row(page));
        page.WaitForAssertion(() => Assert.Contains("'Mars/Olympus' is not a known time zone", page.Find("dialog").TextContent));
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_seen_without_reloading()
    {
        var task = await TaskAsync("Water the plants");
        var page = Open();
        Row(page);

        await Engine.Tasks.SetActiveAsync(task.Id, active: false, Cancel);

        page.WaitForState(() => page.Find(".status").TextContent.Contains("Inactive"));
    }

    [Fact]
    public async Task A_task_that_somebody_else_creates_appears()
    {
        await TaskAsync("Water the plants");
        var page = Open();
        Row(page);

        await TaskAsync("Feed the cat");

        page.WaitForState(() => page.FindAll("tbody tr").Count == 2);
    }

    [Fact]
    public async Task While_a_row_is_pointed_at_rows_stay_where_they_are()
    {
        var task = await TaskAsync("Water the plants");
        await TaskAsync("Feed the cat");
        var page = Open("tasks?sort=title");
        Row(page, rows: 2);
        page.Find("tbody").MouseEnter();

        await Engine.Tasks.DeleteAsync(task.Id, Cancel);

        page.WaitForState(() => page.Markup.Contains("no longer in this list"));
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        page.Find("tbody").MouseLeave();
        page.WaitForState(() => page.FindAll("tbody tr").Count == 1);
    }

    [Fact]
    public async Task Run_now_runs_the_task_and_offers_to_watch_it()
    {
        await TaskAsync("Water the plants");
        var page = Open();
        Row(page);

        await page.Find(".run-now").ClickAsync(new());

        var run = Assert.Single(await Engine.EndedAsync());
        page.WaitForAssertion(() => Assert.Equal($"executed?run={run.Id}", page.Find(".notice a").GetAttribute("href")));
    }

    [Fact]
    public async Task Deleting_asks_first_and_names_the_task()
    {
        await TaskAsync("Water the plants");
        var page = Open();
        Row(page);

        page.Find("[aria-label='Delete']").Click();
        Assert.Contains("Delete “Water the plants”?", page.Find("[role=alertdialog]").TextContent);
        page.Find("[role=alertdialog] .danger").Click();

        page.WaitForState(() => page.Markup.Contains("No tasks yet"));
    }

    [Fact]
    public async Task A_bulk_action_reaches_all_that_match_beyond_the_page()
    {
        foreach (var name in Enumerable.Range(1, 30))
            await TaskAsync($"Task {name}", "garden");
        await TaskAsync("Another");
        var page = Open("tasks?tag=garden");
        Row(page, rows: 25);

        page.Find("thead input").Change(true);
        page.FindAll(".bulk-bar button").Single(button => button.TextContent.Contains("Select all 30 that match")).Click();
        page.FindAll(".bulk-actions button").Single(button => button.TextContent.Contains("Set inactive")).Click();
        Assert.Contains("Set 30 tasks inactive?", page.Find("[role=alertdialog]").TextContent);
        page.Find("[role=alertdialog] .primary").Click();

        page.WaitForAssertion(() => Assert.Contains("30 tasks set inactive.", page.Find(".notice").TextContent));
        Assert.Equal(1, (await Engine.Tasks.ListAsync(new(new() { Status = Core.Tasks.TaskStatus.Pending }), Cancel)).Total);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        var before = Engine.Feed.SubscriptionCount;
        Open();
        Assert.Equal(before + 1, Engine.Feed.SubscriptionCount);

        await DisposeComponentsAsync();

        Assert.Equal(before, Engine.Feed.SubscriptionCount);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Engine.DatabaseFile}");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static string Row(IRenderedComponent<TasksPage> page, int rows = 1)
    {
        page.WaitForAssertion(() => Assert.Equal(rows, page.FindAll("tbody tr").Count));
        return page.Find("tbody tr").TextContent;
    }

    private IRenderedComponent<TasksPage> Open(string address = "tasks")
    {
        Navigation.NavigateTo(address);
        return Render<TasksPage>();
    }
}
