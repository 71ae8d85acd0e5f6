using Microsoft.Playwright;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class ListAppearanceJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData("/tasks", "Remind Kim", ColorScheme.Light)]
    [InlineData("/tasks", "Remind Kim", ColorScheme.Dark)]
    [InlineData("/executed", "Remind Kim", ColorScheme.Light)]
    [InlineData("/executed", "Remind Kim", ColorScheme.Dark)]
    [InlineData("/tasks?edit=new", "What it does", ColorScheme.Light)]
    [InlineData("/tasks?edit=new", "What it does", ColorScheme.Dark)]
    [InlineData("/executed?run={run}", "What happened when", ColorScheme.Light)]
    [InlineData("/executed?run={run}", "What happened when", ColorScheme.Dark)]
    [InlineData("/audit", "on the server", ColorScheme.Light)]
    [InlineData("/audit", "on the server", ColorScheme.Dark)]
    [InlineData("/tasks?history={task}", "What changed", ColorScheme.Light)]
    [InlineData("/tasks?history={task}", "What changed", ColorScheme.Dark)]
    public async Task No_list_and_no_dialog_shuts_anybody_out(string address, string seen, ColorScheme scheme)
    {
        var run = await RunAsync();
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync(address.Replace("{run}", run.Id.ToString()).Replace("{task}", run.TaskId.ToString()));
        await Expect(Page.GetByText(seen).First).ToBeVisibleAsync();

        await Accessible.AssertAsync(Page);
    }

    private async Task<Run> RunAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var tasks = App.Tasks;
        var draft = new TaskDraft { Title = "Remind Kim", UserEmail = "kim@example.com", Tags = ["garden"], Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *" } };
        var task = await tasks.CreateAsync(draft, cancel);
        await tasks.ReplaceAsync(task.Value!.Task.Id, draft with { Description = "About the garden" }, null, cancel);
        return (await tasks.RunNowAsync(task.Value!.Task.Id, cancel)).Value!;
    }
}
