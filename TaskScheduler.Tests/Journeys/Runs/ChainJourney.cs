using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Runs;

public sealed class ChainJourney(SharedBrowser browser) : Journey(browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_made_to_follow_another_with_the_keyboard_alone()
    {
        await TaskAsync("Nightly import");
        await TaskAsync("Nightly report");
        await Page.GotoAsync("/tasks?edit=new");
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Title").FillAsync("Tell the office");
        await dialog.GetByLabel("User e-mail").FillAsync("kim@example.com");
        await dialog.GetByText("After another task").ClickAsync();

        var search = dialog.GetByRole(AriaRole.Combobox, new() { Name = "After which task" });
        var found = dialog.Locator(".task-choice").GetByRole(AriaRole.Option);
        await search.FillAsync("nightly");
        await Expect(found).ToHaveTextAsync(["Nightly import", "Nightly report"]);
        await search.PressAsync("Escape");
        await Expect(found).ToHaveCountAsync(0);
        await search.PressAsync("ArrowDown");
        await Expect(found).ToHaveCountAsync(2);
        await search.PressAsync("ArrowDown");
        await search.PressAsync("Enter");
        await Expect(dialog).ToContainTextAsync("Whenever “Nightly report” has succeeded");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tell the office" })).ToContainTextAsync("Whenever “Nightly report” has succeeded");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task What_follows_and_what_differs_shuts_nobody_out(ColorScheme scheme)
    {
        var (task, failed) = await FailedAsync();
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });

        await Page.GotoAsync($"/tasks?edit={task}");
        await Page.GetByText("If it fails, overlaps or is lost").ClickAsync();
        await Expect(Page.GetByText("Retry 1 after")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Followed by")).ToBeVisibleAsync();
        await NobodyAsync();

        await Page.GotoAsync($"/executed?run={failed}");
        await Expect(Page.GetByText("Difference to the last good run")).ToBeVisibleAsync();
        await NobodyAsync();
    }

    private async Task NobodyAsync() =>
        await Accessible.AssertAsync(Page);

    private async Task<ScheduledTask> TaskAsync(string title, ScheduleDraft? schedule = null)
    {
        var created = await App.Tasks.CreateAsync(new() { Title = title, UserEmail = "kim@example.com", Schedule = schedule ?? new() { Kind = "cron", Cron = "0 9 * * *" } }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task;
    }

    /// <summary>A task with one that follows it, and a run of it that failed after one that succeeded.</summary>
    private async Task<(Guid Task, Guid Failed)> FailedAsync()
    {
        var task = await TaskAsync("Nightly import");
        await TaskAsync("Tell the office", new() { Kind = "after", Task = task.Id.ToString() });
        await EndAsync((await App.Tasks.RunNowAsync(task.Id, Cancel)).Value!.Id);
        var broken = TaskDraft.Of(task) with
        {
            Type = "http",
            Payload = new() { ["url"] = "http://127.0.0.1:1/import", ["method"] = "POST" },
            Execution = new() { Retry = new() { Kind = "none" } },
        };
        Assert.Empty((await App.Tasks.ReplaceAsync(task.Id, broken, null, Cancel)).Faults);
        var failed = (await App.Tasks.RunNowAsync(task.Id, Cancel)).Value!.Id;
        await EndAsync(failed);
        await App.Tasks.ReplaceAsync(task.Id, TaskDraft.Of(task) with { Execution = null }, null, Cancel);
        return (task.Id, failed);
    }

    private async Task EndAsync(Guid run)
    {
        using var changes = App.Services.GetRequiredService<LiveFeed>().Subscribe();
        while (!(await App.Services.GetRequiredService<RunStore>().FindManyAsync([run], Cancel))[0].State.HasEnded())
            await changes.ReadAsync(Cancel);
    }
}
