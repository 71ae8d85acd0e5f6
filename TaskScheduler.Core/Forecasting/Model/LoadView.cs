using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>A task that is due at some time, and what it takes.</summary>
/// <param name="Compute">In microseconds.</param>
internal readonly record struct DueTask(Guid Id, string Type, long Compute);

/// <summary>A task that is due as much later than another one as that takes.</summary>
/// <param name="Shift">In seconds.</param>
/// <param name="Compute">In microseconds.</param>
internal readonly record struct Following(long Shift, long Compute);

/// <summary>The load model at one instant, to be looked at while nothing changes: not to be kept.</summary>
/// <param name="Totals">Only to be read.</param>
/// <param name="Now">In Unix seconds.</param>
internal sealed record LoadView(LoadTotals Totals, long Now, Dictionary<Guid, Place> Places, IReadOnlyCollection<LoadGroup> Groups, TaskChains Chains, LearnedDurations Durations)
{
    /// <summary>The first second that lies ahead.</summary>
    public long First => Now + 1;

    /// <summary>The last second of the next three hours.</summary>
    public long Last => Now + (long)Forecast.Ahead.TotalSeconds;

    /// <summary>The scheduled times of the next three hours, in order.</summary>
    public IEnumerable<(long Second, Load Load)> Due() => Totals.Between(First, Last);

    public Place? Find(Guid task) => Places.GetValueOrDefault(task);

    /// <summary>What a run of a task takes, in microseconds.</summary>
    public long ComputeOf(PlannedTask task) => Durations.OfTask(task.Id) ?? Durations.OfType(task.Type);

    /// <summary>When a task is due in the next three hours.</summary>
    public IReadOnlyList<long> TimesOf(Guid task) => Find(task)?.Group is { } group ? [.. group.Between(First, Last)] : [];

    /// <summary>The tasks at the beginning of whose chain a task stands.</summary>
    public IReadOnlyList<Following> FollowersOf(Guid task)
    {
        if (!Chains.IsParent(task) || Find(task)?.Task is not { } parent || TaskChains.RootOf(parent, Places, Durations) is not { } start)
            return [];
        var found = new List<Following>();
        AddFollowers(task, start.Shift, found);
        return found;
    }

    /// <summary>The tasks that are due at some seconds, those that take the most first.</summary>
    /// <param name="most">How many of each second.</param>
    public Dictionary<long, List<DueTask>> TasksAt(IReadOnlyList<long> seconds, int most)
    {
        // One look for each task, whatever the number of seconds: this goes through all of them.
        var secondsOf = Groups.Select(group => (Group: group, Seconds: seconds.Where(group.IsDueAt).ToArray())).Where(due => due.Seconds.Length > 0).ToDictionary(due => due.Group, due => due.Seconds);
        var found = seconds.ToDictionary(second => second, _ => new PriorityQueue<DueTask, long>(most + 1));
        foreach (var place in Places.Values)
        {
            if (place.Group is not { } group || !secondsOf.TryGetValue(group, out var due))
                continue;
            var compute = place.Compute ?? Durations.OfType(place.Task.Type);
            foreach (var second in due)
            {
                if (found[second].Count < most)
                    found[second].Enqueue(new(place.Task.Id, place.Task.Type, compute), compute);
                else
                    found[second].EnqueueDequeue(new(place.Task.Id, place.Task.Type, compute), compute);
            }
        }

        return found.ToDictionary(one => one.Key, one => one.Value.UnorderedItems.Select(item => item.Element).OrderByDescending(task => task.Compute).ThenBy(task => task.Id).ToList());
    }

    /// <summary>When a schedule would be due in the next three hours.</summary>
    public IReadOnlyList<long> TimesOf(Schedule schedule) =>
        DueSeconds.AreKnownOf(schedule) ? [.. new DueSeconds(schedule, new KeptMinutes(0)).Between(First, Last)] : [];

    // A chain has an end: rules and RootOf see to it that only such tasks have a group.
    private void AddFollowers(Guid task, long rootShift, List<Following> found)
    {
        foreach (var follower in Chains.FollowersOf(task))
        {
            if (Find(follower) is not { Group: { } group } place)
                continue;
            found.Add(new(group.Key.Shift - rootShift, place.Compute ?? Durations.OfType(place.Task.Type)));
            AddFollowers(follower, rootShift, found);
        }
    }
}
