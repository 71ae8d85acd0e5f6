using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Tests.Pages.Tasks.Scheduling;

public sealed class SchedulePickerTests : ComponentTest
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SchedulePick pick;

    public SchedulePickerTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        pick = SchedulePick.New(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    }

    [Fact]
    public void A_schedule_is_said_in_words_with_the_next_five_runs_in_its_zone()
    {
        var picker = Picker(ScheduleMode.Daily);

        Assert.Contains("Every day at 09:00 (Europe/Berlin)", picker.Find(".sentence").TextContent);
        var runs = picker.FindAll("[aria-label='Next runs'] li");
        Assert.Equal(5, runs.Count);
        Assert.Contains("Wed 2 Dec 2026, 09:00", runs[0].TextContent);
        Assert.Contains("08:00 your time", runs[0].TextContent);
    }

    [Fact]
    public void The_words_follow_while_typing()
    {
        var picker = Picker(ScheduleMode.Cron);

        picker.Find("[id='field-schedule-cron']").Input("30 7 * * MON-FRI");

        Assert.Contains("07:30", picker.Find(".sentence").TextContent);
    }

    [Fact]
    public void The_words_follow_a_date_too()
    {
        var picker = Picker(ScheduleMode.Once);

        picker.Find("input[type=date]").Input("2027-02-03");

        Assert.Contains("3 February 2027", picker.Find(".sentence").TextContent);
    }

    [Fact]
    public void What_cannot_be_understood_says_what_to_do_and_lists_no_runs()
    {
        var picker = Picker(ScheduleMode.Cron);

        picker.Find("[id='field-schedule-cron']").Input("61 * * * *");

        Assert.NotEmpty(picker.Find(".unclear .sentence").TextContent.Trim());
        Assert.Empty(picker.FindAll("[aria-label='Next runs']"));
    }

    [Fact]
    public void Where_the_clocks_change_between_two_runs_their_offsets_are_shown()
    {
        time.MoveTo(new DateTimeOffset(2027, 3, 26, 12, 0, 0, TimeSpan.Zero));

        var runs = Picker(ScheduleMode.Daily).FindAll("[aria-label='Next runs'] li");

        Assert.Contains("(UTC+01:00)", runs[0].TextContent);
        Assert.Contains("(UTC+02:00)", runs[^1].TextContent);
    }

    [Fact]
    public void A_day_that_some_months_lack_is_explained()
    {
        pick.MonthDay = "31";

        Assert.Contains("Months without day 31 are left out", Picker(ScheduleMode.Monthly).Markup);
    }

    private IRenderedComponent<SchedulePicker> Picker(ScheduleMode mode)
    {
        pick.Mode = mode;
        return Render<SchedulePicker>(parameters => parameters.Add(picker => picker.Pick, pick));
    }
}
