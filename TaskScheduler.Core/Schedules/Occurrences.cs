using Quartz;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Schedules;

/// <summary>The due instants that lie in a span of time.</summary>
/// <param name="Count">How many; <see cref="Occurrences.CountLimit"/> when there are at least that many.</param>
public sealed record OccurrenceSpan(DateTimeOffset First, DateTimeOffset Last, int Count);

/// <summary>Computes when schedules are due. Results are UTC and whole seconds.</summary>
/// <remarks>
/// An immediate schedule has none: its run is made with the task. On the days on which clocks change, cron does what Quartz does:
/// a clock time that does not exist is due at the end of the gap, one that exists twice is due the first time
/// (an expression that recurs within the hours goes on through both).
/// </remarks>
public static class Occurrences
{
    public const int CountLimit = 100_000;

    /// <summary>The first due instant strictly after <paramref name="after"/>; null when there is none.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset after) => schedule switch
    {
        OnceSchedule once => once.At > after ? once.At.ToUniversalTime() : null,
        CronSchedule cron => CronText.Parse(cron).GetNextValidTimeAfter(after)?.ToUniversalTime(),
        IntervalSchedule interval => NextOf(interval, after),
        _ => null,
    };

    /// <summary>The next <paramref name="count"/> due instants strictly after <paramref name="after"/>, fewer when there are fewer.</summary>
    public static IReadOnlyList<DateTimeOffset> Upcoming(Schedule schedule, DateTimeOffset after, int count)
    {
        var instants = new List<DateTimeOffset>(Math.Clamp(count, 0, 1_000));
        var next = count > 0 ? Next(schedule, after) : null;
        while (next is { } instant)
        {
            instants.Add(instant);
            next = instants.Count < count ? Next(schedule, instant) : null;
        }
        return instants;
    }

    /// <summary>The due instants from <paramref name="from"/> (a due instant) to <paramref name="to"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public static OccurrenceSpan Between(Schedule schedule, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var first = from.ToUniversalTime();
        return schedule switch
        {
            IntervalSchedule interval => SpanOf(interval, first, to),
            CronSchedule cron => SpanOf(CronText.Parse(cron), first, to.ToUniversalTime()),
            _ => new(first, first, 1),
        };
    }

    private static DateTimeOffset? NextOf(IntervalSchedule interval, DateTimeOffset after)
    {
        if (after < interval.StartAt)
            return interval.StartAt.ToUniversalTime();
        var passed = (after - interval.StartAt).Ticks / interval.Every.Ticks;
        var ticks = (decimal)interval.StartAt.UtcTicks + ((passed + 1) * (decimal)interval.Every.Ticks);
        return ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : null;
    }

    private static OccurrenceSpan SpanOf(IntervalSchedule interval, DateTimeOffset first, DateTimeOffset to)
    {
        var further = (to - first).Ticks / interval.Every.Ticks;
        return new(first, first.AddTicks(further * interval.Every.Ticks), (int)Math.Min(further + 1, CountLimit));
    }

    private static OccurrenceSpan SpanOf(CronExpression cron, DateTimeOffset first, DateTimeOffset to)
    {
        var last = first;
        var count = 1;
        while (count < CountLimit && cron.GetNextValidTimeAfter(last) is { } next && next <= to)
        {
            last = next;
            count++;
        }
        // Strictly before the second that follows is at or before the second of `to`.
        if (count == CountLimit && cron.GetPreviousValidTimeBefore(WholeSecond(to).AddSeconds(1)) is { } latest && latest > last)
            last = latest;
        return new(first, last.ToUniversalTime(), count);
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
}
