using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Schedules.Cron;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Schedules.Cron;

/// <summary>Words are made from our own reading of the fields: it has to mean what Quartz does.</summary>
public class CronFieldsProperties
{
    [Fact]
    public void Every_text_in_the_grammar_is_accepted_by_both_readers() => Prop.ForAll(
        GeneratedSchedules.QuartzText.ToArbitrary(),
        text => CronFaults.Find(text) is null && CronFields.TryRead(CronText.Parse(text, "UTC").CronExpressionString, out _))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_read_matches_exactly_the_instants_at_which_quartz_is_due() => Prop.ForAll(
        GeneratedSchedules.QuartzText.Zip(GeneratedSchedules.Instant).ToArbitrary(),
        given =>
        {
            var quartz = CronText.Parse(given.Item1, "UTC");
            Assert.True(CronFields.TryRead(quartz.CronExpressionString, out var fields));
            // Both an instant at which it is due and one chosen freely, and their neighbours.
            var due = quartz.GetNextValidTimeAfter(given.Item2) ?? given.Item2;
            return new[] { due, due.AddSeconds(1), due.AddMinutes(1), due.AddHours(1), due.AddDays(1), due.AddDays(7), given.Item2 }
                .All(instant => Matches(fields, instant) == quartz.IsSatisfiedBy(instant));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Every_text_in_the_grammar_has_words() => Prop.ForAll(
        GeneratedSchedules.Cron.ToArbitrary(),
        schedule =>
        {
            var words = ScheduleWords.Describe(schedule, TimeZoneInfo.Utc);
            return words.EndsWith($" ({schedule.TimeZone})", StringComparison.Ordinal) && !words.Contains(schedule.Cron, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    private static bool Matches(CronFields fields, DateTimeOffset instant) =>
        fields.Seconds.Values.Contains(instant.Second)
        && fields.Minutes.Values.Contains(instant.Minute)
        && fields.Hours.Values.Contains(instant.Hour)
        && fields.Months.Values.Contains(instant.Month)
        && MatchesDay(fields, instant);

    private static bool MatchesDay(CronFields fields, DateTimeOffset instant)
    {
        var byDay = fields.Days.Values.Contains(instant.Day) || fields.SpecialDays.Any(special => DayOf(special, instant) == instant.Day);
        var byWeekday = fields.Weekdays.Values.Contains((int)instant.DayOfWeek + 1)
            || (fields.WeekdayOfMonth is { } day && MatchesWeekdayOfMonth(day, instant));
        return (fields.NamesDays, fields.NamesWeekdays) switch
        {
            (true, true) => byDay || byWeekday,
            (true, false) => byDay,
            (false, true) => byWeekday,
            _ => true,
        };
    }

    private static bool MatchesWeekdayOfMonth(WeekdayOfMonth named, DateTimeOffset instant) =>
        named.Day == (int)instant.DayOfWeek + 1
        && (named.Nth is { } nth ? (instant.Day - 1) / 7 == nth - 1 : instant.AddDays(7).Month != instant.Month);

    private static int DayOf(SpecialDay special, DateTimeOffset instant)
    {
        var length = DateTime.DaysInMonth(instant.Year, instant.Month);
        var day = special.FromLast ? length - special.Day : special.Day;
        return !special.NearestWeekday ? day : new DateTime(instant.Year, instant.Month, day, 0, 0, 0, DateTimeKind.Utc).DayOfWeek switch
        {
            DayOfWeek.Saturday => day > 1 ? day - 1 : 3,
            DayOfWeek.Sunday => day < length ? day + 1 : day - 2,
            _ => day,
        };
    }
}
