using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules;

public class ScheduleReaderTests
{
    private static readonly DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void An_immediate_schedule_needs_nothing_but_its_kind() =>
        Assert.Equal(new ImmediateSchedule(), Read(new() { Kind = "immediate" }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("daily")]
    public void A_missing_or_unknown_kind_is_refused_with_the_kinds_there_are(string? kind) =>
        Refused(new() { Kind = kind }, "schedule.kind", "immediate, once, cron, interval or after");

    [Fact]
    public void A_single_time_keeps_the_offset_its_author_wrote()
    {
        var once = (OnceSchedule)Read(new() { Kind = "once", At = "2026-12-01T09:00:00+01:00" })!;

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(1)), once.At);
        Assert.Equal(TimeSpan.FromHours(1), once.At.Offset);
    }

    [Fact]
    public void A_fraction_of_a_second_is_rounded_up_so_that_nothing_is_early()
    {
        var once = (OnceSchedule)Read(new() { Kind = "once", At = "2026-12-01T09:00:00.001Z" })!;

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 9, 0, 1, TimeSpan.Zero), once.At);
    }

    [Fact]
    public void A_time_in_the_past_is_refused_with_the_time_it_was_understood_as() =>
        Refused(
            new() { Kind = "once", At = "2026-05-31T09:00:00+02:00" },
            "schedule.at",
            "2026-05-31T09:00:00+02:00 (2026-05-31 07:00:00 UTC) is in the past: it is 2026-06-01 12:00:00 UTC now");

    [Fact]
    public void A_time_without_an_offset_is_refused_and_shown_with_one() =>
        Refused(new() { Kind = "once", At = "2026-12-01T09:00:00" }, "schedule.at", "2026-12-01T09:00:00Z for UTC");

    [Theory]
    [InlineData(null, "Say when")]
    [InlineData("next friday", "not understood")]
    [InlineData("2200-01-01T00:00:00Z", "before the year 2200")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "before the year 2200")]
    public void A_time_that_is_no_use_is_refused(string? at, string message) =>
        Refused(new() { Kind = "once", At = at }, "schedule.at", message);

    [Fact]
    public void A_cron_schedule_is_in_utc_unless_it_names_a_zone() =>
        Assert.Equal(new CronSchedule("0 9 * * MON-FRI", "UTC"), Read(new() { Kind = "cron", Cron = " 0  9 * * MON-FRI" }));

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("US/Pacific", "US/Pacific")]
    [InlineData("utc", "UTC")]
    public void A_zone_is_kept_by_its_iana_name(string written, string kept) =>
        Assert.Equal(new CronSchedule("@daily", kept), Read(new() { Kind = "cron", Cron = "@daily", TimeZone = written }));

    [Theory]
    [InlineData("Europe/Berlni", "did you mean Europe/Berlin?")]
    [InlineData("New York", "America/New_York")]
    [InlineData("Mars/Olympus_Mons", "write an IANA name")]
    [InlineData("../../etc/passwd", "write an IANA name")]
    [InlineData("localtime", "is not a known time zone")]
    public void An_unknown_zone_is_refused_with_the_names_that_are_near(string zone, string message) =>
        Refused(new() { Kind = "cron", Cron = "@daily", TimeZone = zone }, "schedule.timeZone", message);

    [Fact]
    public void A_wrong_cron_and_a_wrong_zone_are_said_together()
    {
        var faults = new List<Fault>();

        ScheduleReader.Read(new() { Kind = "cron", Cron = "61 * * * *", TimeZone = "Nowhere" }, now, faults);

        Assert.Equal(["schedule.timeZone", "schedule.cron"], faults.Select(fault => fault.Field));
    }

    [Fact]
    public void An_interval_starts_one_interval_from_now_rounded_up_to_a_second() =>
        Assert.Equal(
            new IntervalSchedule(TimeSpan.FromMinutes(90), new(2026, 6, 1, 13, 30, 1, TimeSpan.Zero)),
            Read(new() { Kind = "interval", Every = "PT90M" }));

    [Fact]
    public void An_interval_may_have_started_in_the_past() =>
        Assert.Equal(
            new IntervalSchedule(TimeSpan.FromDays(1), new(2020, 1, 1, 9, 0, 0, TimeSpan.FromHours(1))),
            Read(new() { Kind = "interval", Every = "P1D", StartAt = "2020-01-01T09:00:00+01:00" }));

    [Theory]
    [InlineData(null, "Say how often")]
    [InlineData("90 minutes", "ISO 8601 duration")]
    [InlineData("P1M", "ISO 8601 duration")]
    [InlineData("PT0S", "between one second")]
    [InlineData("PT0.5S", "between one second")]
    [InlineData("P3651D", "3650 days")]
    [InlineData("PT1.5S", "whole seconds")]
    public void An_interval_that_is_no_use_is_refused(string? every, string message) =>
        Refused(new() { Kind = "interval", Every = every }, "schedule.every", message);

    [Fact]
    public void A_start_without_an_offset_is_refused() =>
        Refused(new() { Kind = "interval", Every = "PT1H", StartAt = "2026-12-01T09:00:00" }, "schedule.startAt", "does not say its offset");

    private static Schedule? Read(ScheduleDraft draft)
    {
        var faults = new List<Fault>();
        var schedule = ScheduleReader.Read(draft, now, faults);
        Assert.Empty(faults);
        return schedule;
    }

    private static void Refused(ScheduleDraft draft, string field, string message)
    {
        var faults = new List<Fault>();
        Assert.Null(ScheduleReader.Read(draft, now, faults));
        var fault = Assert.Single(faults);
        Assert.Equal(field, fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
