using Bunit;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Forecasting;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Tasks.Editing;
using TaskScheduler.Web.Pages.Tasks.Load;

namespace TaskScheduler.Tests.Pages.Tasks.Load;

public sealed class LoadChangeSectionTests : PageTest
{
    [Fact]
    public async Task It_is_silent_while_the_form_is_not_valid()
    {
        await Engine.ForecastAsync(_ => true);
        var edit = New("");

        var section = Render<LoadChangeSection>(parameters => parameters.Add(each => each.Edit, edit));
        edit.Title = "Water the plants";
        section.Render(parameters => parameters.Add(each => each.Edit, edit));

        section.WaitForAssertion(() => Assert.Contains("1 run more", section.Markup, StringComparison.Ordinal));
        edit.Schedule.Date = "";
        section.Render(parameters => parameters.Add(each => each.Edit, edit));
        section.WaitForAssertion(() => Assert.Equal("", section.Find("section").TextContent.Trim()));
    }

    [Fact]
    public async Task A_task_of_another_day_changes_nothing_and_it_says_so()
    {
        await Engine.ForecastAsync(_ => true);
        var edit = New("Water the plants");
        edit.Schedule.Date = "2026-12-24";

        var section = Render<LoadChangeSection>(parameters => parameters.Add(each => each.Edit, edit));

        section.WaitForAssertion(() => Assert.Contains("This does not change it", section.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_is_full_a_time_with_room_is_offered_and_taken()
    {
        for (var number = 0; number < 9; number++)
            await FullAsync();
        await Engine.ForecastAsync(forecast => forecast.Items is [{ Tasks: 9 }]);
        var edit = New("One too many");

        var section = Render<LoadChangeSection>(parameters => parameters.Add(each => each.Edit, edit));
        var slot = section.WaitForElement("button");
        Assert.Contains("This would need 2 instances; 1 instance runs.", section.Markup, StringComparison.Ordinal);
        var offered = slot.TextContent;
        await slot.ClickAsync(new());

        Assert.NotEqual("13:30", edit.Schedule.Time);
        Assert.Contains($"{edit.Schedule.Time}, ", offered, StringComparison.Ordinal);
    }

    private TaskEdit New(string title)
    {
        var edit = TaskEdit.New(Engine.Get<TaskTypeCatalog>(), SchedulerDriver.Noon, TimeZoneInfo.Utc);
        (edit.Title, edit.Type, edit.Schedule.Date, edit.Schedule.Time) = (title, "scripted", "2026-12-01", "13:30");
        return edit;
    }

    private async Task FullAsync()
    {
        var schedule = new ScheduleDraft { Kind = "once", At = IsoText.Of(SchedulerDriver.Noon.AddMinutes(90)) };
        Assert.Empty((await Engine.Tasks.CreateAsync(new TaskDraft { Title = "Others", Type = "scripted", Schedule = schedule }, Cancel)).Faults);
    }
}
