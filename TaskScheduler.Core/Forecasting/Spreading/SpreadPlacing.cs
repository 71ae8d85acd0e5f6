using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>
/// Puts tasks where there is room for them, none further than necessary: those that take the most choose first, as in first-fit
/// decreasing for bin packing (Johnson, Near-optimal bin packing algorithms, 1973). No time is loaded beyond what the instances that run can take.
/// </summary>
/// <param name="offsets">In minutes, in the order in which they are tried; the first is 0.</param>
internal sealed class SpreadPlacing(LoadSketch load, IReadOnlyList<int> offsets, long first, long last, DateTimeOffset now)
{
    private readonly Dictionary<(Schedule Schedule, int Minutes), (Schedule? Shifted, IReadOnlyList<long> Times)> shifts = [];

    /// <returns>Those that have a place, at minute 0 when they may stay; and those for which there is none.</returns>
    public (List<SpreadPlacement> Placed, List<SpreadTask> Left, LoadSketch Load) Place(IReadOnlyList<SpreadTask> tasks)
    {
        List<SpreadTask> left = [];
        while (true)
        {
            // One without a place stays where it is, which others must know before they choose; so they choose anew.
            var sketch = load.Copy();
            var movable = tasks.Except(left).ToList();
            movable.ForEach(task => sketch.Remove(task.Load, task.Times));
            var placed = new List<SpreadPlacement>(movable.Count);
            var without = new List<SpreadTask>();
            foreach (var task in movable.OrderByDescending(task => task.Load.Compute).ThenBy(task => task.Id))
                if (PlaceOf(task, sketch) is { } place)
                    placed.Add(place);
                else
                    without.Add(task);
            if (without.Count == 0)
                return (placed, left, sketch);
            left.AddRange(without);
        }
    }

    private SpreadPlacement? PlaceOf(SpreadTask task, LoadSketch sketch)
    {
        foreach (var minutes in offsets)
        {
            var (shifted, times) = minutes == 0 ? (task.Schedule, task.Times) : ShiftOf(task, minutes);
            if (shifted is not null && sketch.TryAdd(task.Load, times))
                return new(task, minutes, shifted);
        }

        return null;
    }

    private (Schedule? Shifted, IReadOnlyList<long> Times) ShiftOf(SpreadTask task, int minutes)
    {
        if (shifts.TryGetValue((task.Schedule, minutes), out var known))
            return known;
        var shifted = ScheduleShift.By(task.Schedule, minutes, now);
        IReadOnlyList<long> times = shifted is null ? [] : [.. new DueSeconds(shifted, new KeptMinutes(0)).Between(first, last)];
        return shifts[(task.Schedule, minutes)] = (shifted, times);
    }
}
