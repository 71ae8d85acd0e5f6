using Bunit;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Forecasting;
using TaskScheduler.Tests.Pages;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Parts.Spread;

namespace TaskScheduler.Tests.Parts.Spread;

public sealed class SpreadDialogTests : PageTest
{
    private static readonly DateTimeOffset full = SchedulerDriver.Noon.AddMinutes(90);
    private string? done;

    [Fact]
    public async Task A_plan_is_shown_and_made_so()
    {
        await FillAsync(12);
        var dialog = await OpenAsync(new TaskFilter(), 12);

        Assert.Contains("Spread 12 tasks", dialog.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 instances needed", dialog.Find(".spread-peaks").TextContent, StringComparison.Ordinal);
        var moves = dialog.FindAll(".spread-moves tbody tr").Count;
        Assert.InRange(moves, 3, 12);
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Equal($"{moves} tasks moved.", done));
        Assert.Empty(dialog.FindAll("dialog"));
        var times = (await Engine.Tasks.ListAsync(new(new(), PageSize: 50), Cancel)).Items.Select(task => ((OnceSchedule)task.Task.Schedule).At).ToList();
        Assert.Equal(12 - moves, times.Count(time => time == full));
    }

    [Fact]
    public async Task A_task_that_changed_meanwhile_is_named_and_nothing_is_moved()
    {
        var tasks = await FillAsync(12);
        var dialog = await OpenAsync(new TaskFilter(), 12);

        foreach (var task in tasks)
            Assert.Empty((await Engine.Tasks.ReplaceAsync(task.Id, TaskDraft.Of(task) with { Description = "Changed" }, null, Cancel)).Faults);
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Contains("changed meanwhile, so nothing was moved", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(done);
        await dialog.Find("[role=alert] button").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task A_window_that_cannot_be_stands_at_its_field_and_nothing_can_be_applied()
    {
        await FillAsync(12);
        var dialog = await OpenAsync(new TaskFilter(), 12);

        await dialog.Find("#field-withinMinutes").ChangeAsync("0");

        dialog.WaitForAssertion(() => Assert.Equal("true", dialog.Find("#field-withinMinutes").GetAttribute("aria-invalid")));
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    private async Task<IRenderedComponent<SpreadDialog>> OpenAsync(TaskFilter filter, int count)
    {
        var dialog = Render<SpreadDialog>(parameters => parameters.Add(each => each.Done, words => done = words));
        await dialog.InvokeAsync(() => dialog.Instance.AskAsync(filter, count));
        dialog.WaitForElement(".spread-peaks");
        return dialog;
    }

    private async Task<List<ScheduledTask>> FillAsync(int count)
    {
        var tasks = new List<ScheduledTask>();
        for (var number = 0; number < count; number++)
        {
            var created = await Engine.Tasks.CreateAsync(new() { Title = $"Task {number}", Type = "scripted", Schedule = new() { Kind = "once", At = IsoText.Of(full) } }, Cancel);
            Assert.Empty(created.Faults);
            tasks.Add(created.Value!.Task);
        }

        // The forecast follows tasks on a thread of its own.
        await Engine.ForecastAsync(forecast => forecast.Items is [{ Tasks: var due }] && due == count);
        return tasks;
    }
}
