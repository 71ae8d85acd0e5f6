using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Runs;

public sealed class ExecutedJourney(SharedBrowser browser) : Journey(browser)
{
    private TaskStore Tasks => App.Tasks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_feed_counts_and_does_not_move_until_it_is_resumed()
    {
        var task = await TaskAsync("Remind Kim");
        await Tasks.RunNowAsync(task.Id, Cancel);
        await Page.GotoAsync("/executed");
        await Expect(Rows("Remind Kim")).ToHaveCountAsync(1);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await Tasks.RunNowAsync(task.Id, Cancel);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        await Expect(Rows("Remind Kim")).ToHaveCountAsync(1);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(Rows("Remind Kim")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task New_runs_arrive_above_the_row_that_has_the_focus()
    {
        var task = await TaskAsync("Remind Kim");
        await Tasks.RunNowAsync(task.Id, Cancel);
        await Page.GotoAsync("/executed");
        await HeadingHasFocusAsync("Executed");
        var first = Rows("Remind Kim").Last.GetByRole(AriaRole.Link);
        await first.FocusAsync();

        await Tasks.RunNowAsync(task.Id, Cancel);

        await Expect(Rows("Remind Kim")).ToHaveCountAsync(2);
        await Expect(first).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_link_to_a_run_opens_its_details_and_Escape_closes_them()
    {
        var run = await EndedAsync(await TaskAsync("Remind Kim"));
        await Page.GotoAsync($"/executed/{run.Id}");
        var details = Page.GetByRole(AriaRole.Dialog, new() { Name = "Remind Kim" });

        await Expect(details.GetByLabel("Output")).ToContainTextAsync("To: kim@example.com");
        await Page.Keyboard.PressAsync("Escape");

        await Expect(details).ToHaveCountAsync(0);
        await Expect(Page).ToHaveURLAsync($"{App.Address}executed");
    }

    [Fact]
    public async Task A_succeeded_run_is_run_again_from_its_details()
    {
        var run = await EndedAsync(await TaskAsync("Remind Kim"));
        await Page.GotoAsync($"/executed?run={run.Id}");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();

        await Expect(Page).Not.ToHaveURLAsync($"{App.Address}executed?run={run.Id}");
        await Expect(Rows("Remind Kim")).ToHaveCountAsync(2);
    }

    private ILocator Rows(string title) => Page.Locator("tbody tr").Filter(new() { HasText = title });

    private async Task<Run> EndedAsync(ScheduledTask task)
    {
        using var changes = App.Services.GetRequiredService<Core.Live.LiveFeed>().Subscribe();
        var run = await Tasks.RunNowAsync(task.Id, Cancel);
        var runs = App.Services.GetRequiredService<RunStore>();
        while (await runs.FindAsync(run.Value!.Id, Cancel) is { } detail && !detail.Run.State.HasEnded())
            await changes.ReadAsync(Cancel);
        return run.Value;
    }

    private async Task<ScheduledTask> TaskAsync(string title)
    {
        var draft = new TaskDraft { Title = title, UserEmail = "kim@example.com", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *" } };
        return (await Tasks.CreateAsync(draft, Cancel)).Value!.Task;
    }
}
