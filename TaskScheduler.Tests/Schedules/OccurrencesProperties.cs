using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Schedules;

public class OccurrencesProperties
{
    private static readonly Arbitrary<(Schedule Schedule, DateTimeOffset After)> anySchedule =
        (from schedule in Gen.OneOf(GeneratedSchedules.Cron.Select(cron => (Schedule)cron), GeneratedSchedules.Interval.Select(interval => (Schedule)interval))
         from after in GeneratedSchedules.Instant
         select (schedule, after)).ToArbitrary();

    [Fact]
    public void The_next_occurrence_is_a_whole_second_strictly_after_in_utc() => Prop.ForAll(anySchedule, given =>
    {
        var next = Occurrences.Next(given.Schedule, given.After);

        return next is null || (next > given.After && next.Value.Ticks % TimeSpan.TicksPerSecond == 0 && next.Value.Offset == TimeSpan.Zero);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Upcoming_occurrences_increase_and_begin_with_the_next() => Prop.ForAll(anySchedule, given =>
    {
        var upcoming = Occurrences.Upcoming(given.Schedule, given.After, 20);

        return upcoming.Zip(upcoming.Skip(1)).All(pair => pair.First < pair.Second)
            && upcoming.Cast<DateTimeOffset?>().FirstOrDefault() == Occurrences.Next(given.Schedule, given.After);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counting_a_span_agrees_with_stepping_through_it() => Prop.ForAll(anySchedule, given =>
    {
        var upcoming = Occurrences.Upcoming(given.Schedule, given.After, 25);
        if (upcoming.Count == 0)
            return true;

        var span = Occurrences.Between(given.Schedule, upcoming[0], upcoming[^1].AddMilliseconds(999));

        return span == new OccurrenceSpan(upcoming[0], upcoming[^1], upcoming.Count);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_instant_between_two_occurrences_has_another_next() => Prop.ForAll(anySchedule, given =>
    {
        var upcoming = Occurrences.Upcoming(given.Schedule, given.After, 2);
        if (upcoming.Count < 2)
            return true;

        var between = upcoming[0] + ((upcoming[1] - upcoming[0]) / 2);

        return Occurrences.Next(given.Schedule, between) == upcoming[1];
    }).QuickCheckThrowOnFailure();
}
