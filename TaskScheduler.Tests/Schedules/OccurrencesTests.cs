using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules;

public class OccurrencesTests
{
    private static readonly DateTimeOffset noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_immediate_schedule_has_no_occurrences_of_its_own() =>
        Assert.Null(Occurrences.Next(new ImmediateSchedule(), noon));

    [Fact]
    public void A_single_time_is_due_once_and_said_in_utc()
    {
        var once = new OnceSchedule(new(2026, 6, 1, 14, 0, 1, TimeSpan.FromHours(2)));

        var upcoming = Occurrences.Upcoming(once, noon, 5);

        Assert.Equal([noon.AddSeconds(1)], upcoming);
        Assert.Equal(TimeSpan.Zero, upcoming[0].Offset);
        Assert.Null(Occurrences.Next(once, upcoming[0]));
    }

    [Fact]
    public void An_interval_keeps_the_rhythm_of_its_start()
    {
        var interval = new IntervalSchedule(TimeSpan.FromMinutes(90), noon.AddDays(-1));

        Assert.Equal([noon.AddMinutes(90), noon.AddMinutes(180)], Occurrences.Upcoming(interval, noon, 2));
    }

    [Fact]
    public void An_interval_is_first_due_at_its_start()
    {
        var interval = new IntervalSchedule(TimeSpan.FromDays(1), noon);

        Assert.Equal(noon, Occurrences.Next(interval, noon.AddTicks(-1)));
        Assert.Equal(noon.AddDays(1), Occurrences.Next(interval, noon));
    }

    [Fact]
    public void An_interval_ends_with_the_calendar() =>
        Assert.Null(Occurrences.Next(new IntervalSchedule(TimeSpan.FromDays(3_650), noon), DateTimeOffset.MaxValue.AddDays(-1)));

    [Fact]
    public void A_fraction_of_a_second_is_after_its_second()
    {
        var every = new CronSchedule("* * * * * ?", "UTC");

        Assert.Equal(noon.AddSeconds(1), Occurrences.Next(every, noon.AddMilliseconds(1)));
        Assert.Equal(noon, Occurrences.Next(every, noon.AddMilliseconds(-1)));
    }

    [Fact]
    public void A_cron_schedule_whose_years_are_over_has_no_next() =>
        Assert.Null(Occurrences.Next(new CronSchedule("0 0 9 * * ? 2025", "UTC"), noon));

    [Theory]
    [InlineData("PT1S", 3_601, 1)]
    [InlineData("PT7S", 515, 3)]
    public void Occurrences_of_an_interval_are_counted_with_both_ends(string every, int count, int secondsLeft)
    {
        Assert.True(IsoText.TryReadDuration(every, out var span));

        var found = Occurrences.Between(new IntervalSchedule(span, noon), noon, noon.AddHours(1).AddMilliseconds(5));

        Assert.Equal(new(noon, noon.AddSeconds(3_600 - (secondsLeft == 1 ? 0 : 3_600 % 7)), count), found);
    }

    [Fact]
    public void Occurrences_of_a_cron_schedule_are_counted_with_both_ends() =>
        Assert.Equal(
            new(noon, noon.AddHours(1), 13),
            Occurrences.Between(new CronSchedule("*/5 * * * *", "UTC"), noon, noon.AddHours(1)));

    [Fact]
    public void The_count_stops_at_its_limit_and_the_last_occurrence_is_still_right()
    {
        var to = noon.AddDays(30).AddMilliseconds(500);

        var cron = Occurrences.Between(new CronSchedule("* * * * * ?", "Europe/Berlin"), noon, to);
        var interval = Occurrences.Between(new IntervalSchedule(TimeSpan.FromSeconds(1), noon), noon, to);

        Assert.Equal(new(noon, noon.AddDays(30), Occurrences.CountLimit), cron);
        Assert.Equal(cron, interval);
    }

    [Fact]
    public void A_span_that_ends_before_it_starts_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Occurrences.Between(new CronSchedule("@daily", "UTC"), noon, noon.AddSeconds(-1)));
}
