using TaskScheduler.Core.Notifications.ICalendar;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Notifications.ICalendar;

public sealed class CalendarZoneTests
{
    private static readonly DateTimeOffset start = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Another_reader_finds_the_same_instants_in_every_zone_around_each_change_of_its_clocks()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        var calendars = zones.Select(zone => (Zone: zone, Instants: AroundChanges(zone, years: 1))).ToList();

        var read = await CalendarReading.ReadAsync([.. calendars.Select(calendar => new CalendarInput(CalendarOf(calendar.Zone, calendar.Instants, null), OnlyIcalJs: true))]);

        foreach (var (calendar, found) in calendars.Zip(read))
            Assert.Equal((calendar.Zone, string.Join(' ', calendar.Instants.Select(instant => instant.ToUnixTimeSeconds()))), (calendar.Zone, string.Join(' ', found.Events().Select(entry => entry.Number("start")))));
    }

    [Fact]
    public async Task What_a_series_says_of_its_zone_holds_for_ten_years()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        var calendars = zones.Select(zone => (Zone: zone, Instants: AroundChanges(zone, years: 10))).ToList();

        var read = await CalendarReading.ReadAsync([.. calendars.Select(calendar => new CalendarInput(CalendarOf(calendar.Zone, calendar.Instants, "FREQ=YEARLY"), OnlyIcalJs: true))]);

        foreach (var (calendar, found) in calendars.Zip(read))
            Assert.Equal((calendar.Zone, string.Join(' ', calendar.Instants.Select(instant => instant.ToUnixTimeSeconds()))), (calendar.Zone, string.Join(' ', found.Events().Select(entry => entry.Number("start")))));
    }

    [Fact]
    public void A_zone_with_yearly_rules_is_said_by_them()
    {
        var text = CalendarOf("Europe/Berlin", [start], "FREQ=DAILY");

        Assert.Contains("BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT", text, StringComparison.Ordinal);
        Assert.Contains("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", CalendarOf("America/New_York", [start], "FREQ=DAILY"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instant_at_a_time_that_the_clock_shows_twice_is_not_said_by_it()
    {
        var twice = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);

        Assert.False(CalendarZone.Says("Europe/Berlin", twice));
        Assert.False(CalendarZone.Says("Europe/Berlin", twice.AddHours(1)));
        Assert.True(CalendarZone.Says("Europe/Berlin", twice.AddHours(2)));
    }

    // Readers do not agree on what the clock shows twice, so it is left out as the program leaves it out.
    private static List<DateTimeOffset> AroundChanges(string zone, int years) =>
    [
        .. ZoneTransitions.Between(ZoneNames.Find(zone), start, start.AddYears(years))
            .SelectMany(change => new[] { -10_800, -60, 0, 60, 10_800 }.Select(seconds => change.At.AddSeconds(seconds)))
            .Prepend(start).Where(instant => CalendarZone.Says(zone, instant)),
    ];

    private static string CalendarOf(string zone, List<DateTimeOffset> instants, string? rule) =>
        CalendarText.Of(new("PUBLISH", [.. instants.Select((instant, at) => new CalendarEvent($"{at}@taskscheduler", start, instant, instant.AddMinutes(1), "x") { Zone = zone, Rule = rule })]));
}
