using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.WhatIf;

/// <summary>Finds times near the one asked for at which those instances that run are enough.</summary>
internal static class FreeSlots
{
    /// <summary>How far is looked, to both sides.</summary>
    private const int MostMinutes = 60;

    /// <summary>How many are named of each side.</summary>
    private const int OfEachSide = 3;

    /// <param name="after">The load with the task.</param>
    public static IReadOnlyList<FreeSlot> Near(PlannedTask task, Sketch after, DateTimeOffset now)
    {
        if (after.Times.Count == 0 || ScheduleShift.FaultOf(task.Schedule) is not null)
            return [];
        var without = after.Load.Copy();
        without.Remove(after.Task, after.Times);
        return [.. Side(1).Concat(Side(-1)).OrderBy(slot => slot.Shift.Duration()).ThenByDescending(slot => slot.Shift)];

        IEnumerable<FreeSlot> Side(int sign) => Enumerable.Range(1, MostMinutes)
            .Select(minutes => SlotAt(task.Schedule, minutes * sign, after, without, now)).OfType<FreeSlot>().Take(OfEachSide);
    }

    private static FreeSlot? SlotAt(Schedule schedule, int minutes, Sketch after, LoadSketch without, DateTimeOffset now)
    {
        if (ScheduleShift.By(schedule, minutes, now) is not { } shifted)
            return null;
        List<long> times = [.. new DueSeconds(shifted, new KeptMinutes(0)).Between(after.First, after.Last)];
        if (times.Count == 0 || !without.TryAdd(after.Task, times))
            return null;
        var load = without.At(times[0]).At(times[0]);
        without.Remove(after.Task, times);
        return new(DateTimeOffset.FromUnixTimeSeconds(times[0]), TimeSpan.FromMinutes(minutes), load) { Schedule = shifted };
    }
}
