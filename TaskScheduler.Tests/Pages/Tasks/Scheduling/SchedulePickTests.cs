using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Tests.Pages.Tasks.Scheduling;

public sealed class SchedulePickTests
{
    private static readonly DateTimeOffset now = new(2026, 12, 1, 12, 10, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TheoryData<string, ScheduleMode> CronModes => new()
    {
        { "0 9 * * *", ScheduleMode.Daily },
        { "0 9 * * MON-FRI", ScheduleMode.Weekly },
        { "0 9 15 * *", ScheduleMode.Monthly },
        { "0 0 9 L * ?", ScheduleMode.Monthly },
        { "*/10 * * * *", ScheduleMode.Cron },
    };

    [Theory]
    [MemberData(nameof(CronModes))]
    public void A_cron_schedule_opens_in_the_simplest_picker_that_can_say_it(string cron, ScheduleMode mode) =>
        Assert.Equal(mode, SchedulePick.Of(new CronSchedule(cron, "Asia/Tokyo"), now, berlin).Mode);

    [Fact]
    public void A_new_task_starts_at_the_next_full_hour_that_leaves_time_to_write_it()
    {
        var draft = SchedulePick.New(now, berlin).ToDraft([]);

        Assert.Equal(new ScheduleDraft { Kind = "once", At = "2026-12-01T14:00:00+01:00" }, draft);
    }

    [Fact]
    public void An_interval_is_shown_in_its_largest_whole_unit()
    {
        var pick = SchedulePick.Of(new IntervalSchedule(TimeSpan.FromMinutes(90), now), now, berlin);

        Assert.Equal(("90", "minutes", "2026-12-01", "13:10"), (pick.Count, pick.Unit, pick.Date, pick.Time));
    }

    [Theory]
    [InlineData("0 0 9 ? * MON-FRI")]
    [InlineData("0 9 * * *")]
    public void A_schedule_that_nobody_touched_stays_letter_for_letter(string cron)
    {
        var schedule = new CronSchedule(cron, "Asia/Tokyo");

        Assert.Equal(ScheduleDraft.Of(schedule), SchedulePick.Of(schedule, now, berlin).ToDraft([]));
    }

    [Fact]
    public void A_moment_written_in_another_offset_stays_letter_for_letter_too()
    {
        var schedule = new OnceSchedule(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(-5)));

        Assert.Equal("2026-11-01T09:00:00-05:00", SchedulePick.Of(schedule, now, berlin).ToDraft([]).At);
    }

    [Fact]
    public void A_weekly_schedule_needs_a_day()
    {
        var pick = SchedulePick.New(now, berlin);
        pick.Mode = ScheduleMode.Weekly;
        pick.Days.Clear();
        var faults = new List<Fault>();

        pick.ToDraft(faults);

        Assert.Equal([new Fault("schedule.cron", "Choose at least one day of the week.")], faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("-3")]
    public void An_interval_needs_a_whole_number(string count)
    {
        var pick = SchedulePick.New(now, berlin);
        (pick.Mode, pick.Count) = (ScheduleMode.Every, count);
        var faults = new List<Fault>();

        pick.ToDraft(faults);

        Assert.Equal("schedule.every", Assert.Single(faults).Field);
    }

    [Fact]
    public void A_zone_that_does_not_exist_is_a_fault_of_its_field()
    {
        var pick = SchedulePick.New(now, berlin);
        pick.Zone = "Europe/Atlantis";
        var faults = new List<Fault>();

        pick.ToDraft(faults);

        Assert.Equal("schedule.timeZone", Assert.Single(faults).Field);
    }

    [Fact]
    public void Every_mode_gives_a_schedule_that_is_accepted()
    {
        var pick = SchedulePick.New(now, berlin);
        pick.Cron = "*/10 * * * *";
        pick.ParentId = Guid.NewGuid();

        foreach (var mode in Enum.GetValues<ScheduleMode>())
        {
            pick.Mode = mode;
            var faults = new List<Fault>();
            Assert.NotNull(ScheduleReader.Read(pick.ToDraft(faults), now, faults));
            Assert.Empty(faults);
        }
    }
}
