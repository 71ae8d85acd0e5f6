using System.Numerics;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Times;

/// <summary>Says at which seconds a schedule is due, by arithmetic where it can, else from a list that is kept.</summary>
internal sealed class DueSeconds(Schedule schedule, KeptMinutes budget)
{
    private const int SecondsInMinute = 60;

    private static readonly Comparer<CronMinute> byMinute = Comparer<CronMinute>.Create((one, other) => one.Minute.CompareTo(other.Minute));

    private readonly List<CronMinute> kept = [];
    private long keptFrom;
    private long keptTo = -1;

    // The first due second after keptTo: until it comes near, a longer list costs nothing.
    private long beyond;

    /// <summary>Whether anybody can say when this is due by time alone.</summary>
    public static bool AreKnownOf(Schedule schedule) => schedule is OnceSchedule or IntervalSchedule || (schedule is CronSchedule && ScheduleFault.Of(schedule) is null);

    /// <summary>From one second to another, both included, in order.</summary>
    public IEnumerable<long> Between(long first, long last) => schedule switch
    {
        OnceSchedule once => Once(once.At.ToUnixTimeSeconds(), first, last),
        IntervalSchedule interval => Each(interval, first, last),
        CronSchedule cron => Matching(cron, first, last),
        _ => [],
    };

    /// <summary>Forgets what lies before a second; everything when time was set back, or has leapt beyond all that is kept.</summary>
    public void Forget(long before)
    {
        if (before < keptFrom || before > keptTo + 1)
            GiveUp();
        // Rarely, because it moves the rest of the list.
        var passed = kept.FindIndex(minute => ((long)minute.Minute * SecondsInMinute) + SecondsInMinute > before);
        if (passed <= kept.Count / 2)
            return;
        kept.RemoveRange(0, passed);
        keptFrom = before;
        budget.Return(passed);
    }

    public void GiveUp()
    {
        budget.Return(kept.Count);
        kept.Clear();
        (keptFrom, keptTo, beyond) = (0, -1, 0);
    }

    private static IEnumerable<long> Once(long at, long first, long last) => at >= first && at <= last ? [at] : [];

    private static IEnumerable<long> Each(IntervalSchedule interval, long first, long last)
    {
        var (start, every) = (interval.StartAt.ToUnixTimeSeconds(), (long)interval.Every.TotalSeconds);
        var passed = first <= start ? 0 : (first - start + every - 1) / every;
        for (var due = start + (passed * every); due <= last; due += every)
            yield return due;
    }

    private IEnumerable<long> Matching(CronSchedule cron, long first, long last)
    {
        foreach (var (minute, seconds) in Minutes(cron, first, last))
        {
            if ((long)minute * SecondsInMinute > last)
                yield break;
            for (var left = seconds; left != 0; left &= left - 1)
            {
                var due = ((long)minute * SecondsInMinute) + BitOperations.TrailingZeroCount(left);
                if (due >= first && due <= last)
                    yield return due;
            }
        }
    }

    private IEnumerable<CronMinute> Minutes(CronSchedule cron, long first, long last)
    {
        if (keptTo < 0)
            (keptFrom, keptTo) = (first, first - 1);
        if (first < keptFrom || first > keptTo + 1 || !Keep(cron, last))
            return CronMinutes.Between(cron, first, last);
        var from = kept.BinarySearch(new((int)(first / SecondsInMinute), 0), byMinute);
        return kept.Skip(from < 0 ? ~from : FirstOf(from));
    }

    // A minute may stand there twice: when a list was made longer in its middle.
    private int FirstOf(int index)
    {
        while (index > 0 && kept[index - 1].Minute == kept[index].Minute)
            index--;
        return index;
    }

    private bool Keep(CronSchedule cron, long last)
    {
        if (last <= keptTo)
            return true;
        if (last < beyond)
        {
            keptTo = last;
            return true;
        }

        var more = CronMinutes.Between(cron, keptTo + 1, last).ToList();
        if (!budget.Take(more.Count))
        {
            GiveUp();
            return false;
        }

        kept.AddRange(more);
        keptTo = last;
        beyond = Occurrences.Next(cron, DateTimeOffset.FromUnixTimeSeconds(last))?.ToUnixTimeSeconds() ?? long.MaxValue;
        return true;
    }
}

/// <summary>How many minutes all lists together may keep: what is beyond is found anew each time.</summary>
internal sealed class KeptMinutes(int most)
{
    /// <summary>16 MB of them.</summary>
    public const int Usual = 1_000_000;

    private int taken;

    public bool Take(int count)
    {
        if (taken + count > most)
            return false;
        taken += count;
        return true;
    }

    public void Return(int count) => taken -= count;
}
