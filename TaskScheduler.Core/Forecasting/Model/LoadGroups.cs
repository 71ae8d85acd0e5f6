using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Times;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>The groups of tasks that are due together, and how their loads come into the totals.</summary>
internal sealed class LoadGroups(LoadTotals totals, RetrySums retries, LearnedDurations durations)
{
    private readonly Dictionary<GroupKey, LoadGroup> groups = [];
    private readonly HashSet<LoadGroup> changed = [];
    private readonly KeptMinutes budget = new(KeptMinutes.Usual);

    public IReadOnlyCollection<LoadGroup> All => groups.Values;

    public void Put(Place place, GroupKey key)
    {
        if (!groups.TryGetValue(key, out var group))
            groups[key] = group = new(key, budget);
        group.Add(place.Task.Type, place.Compute);
        changed.Add(group);
        place.Group = group;
    }

    public void Take(Place place)
    {
        if (place.Group is not { } group)
            return;
        group.Add(place.Task.Type, place.Compute, -1);
        changed.Add(group);
        place.Group = null;
    }

    /// <summary>Has those looked at again for whose tasks the averages of types count.</summary>
    public void TypesChanged() => changed.UnionWith(groups.Values.Where(group => group.HasUnlearned));

    /// <summary>Brings what has changed into the totals.</summary>
    public void Apply()
    {
        foreach (var group in changed)
            Apply(group);
        changed.Clear();
    }

    /// <summary>Lets the totals begin with the second after this one, if they do not reach three hours ahead any more.</summary>
    public void MoveOn(long now)
    {
        var first = now + 1;
        if (first >= totals.First && now + (long)Forecast.Ahead.TotalSeconds <= totals.Last)
            return;
        var known = first < totals.First ? now : Math.Max(totals.Last, now);
        totals.MoveTo(first);
        foreach (var group in groups.Values)
        {
            group.Forget(first);
            foreach (var second in group.Between(known + 1, totals.Last))
                totals.Add(second, group.Applied);
        }

        retries.AddBetween(known + 1, totals.Last);
    }

    private void Apply(LoadGroup group)
    {
        var load = group.LoadOf(durations.OfType);
        if (load != group.Applied)
        {
            foreach (var second in group.Between(totals.First, totals.Last))
                totals.Add(second, load - group.Applied);
            group.Applied = load;
        }

        if (!group.IsEmpty)
            return;
        group.GiveUp();
        groups.Remove(group.Key);
    }
}
