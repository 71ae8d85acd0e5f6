using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>
/// The load of the next three hours, kept as sums per second. Tasks with the same schedule are one group, whose due instants
/// are found once; a change of a task changes the sums of its groups, and those of the totals when somebody looks.
/// </summary>
internal sealed class LoadModel
{
    private readonly LearnedDurations durations;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Place> places = [];
    private readonly LoadTotals totals = new();
    private readonly TaskChains chains = new();
    private readonly LoadGroups groups;
    private readonly PendingAverages averages = new();
    private readonly RetrySums retries;
    private long version;

    public LoadModel(LearnedDurations durations, TimeProvider time)
    {
        this.durations = durations;
        this.time = time;
        retries = new(totals);
        groups = new(totals, retries, durations);
    }

    /// <summary>Whether the tasks have been read.</summary>
    public bool Ready { get; set; }

    /// <summary>Grows with each change that may show.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>What waits to start at this moment.</summary>
    public Load Waiting { get; private set; }

    public int Groups
    {
        get
        {
            lock (gate)
                return groups.All.Count;
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Takes a task as it is now.</summary>
    public void Put(PlannedTask task)
    {
        lock (gate)
        {
            PutIn(task);
            Interlocked.Increment(ref version);
        }
    }

    /// <summary>Leaves a task out that is deleted or inactive.</summary>
    public void Remove(Guid task)
    {
        lock (gate)
        {
            TakeOut(task);
            Interlocked.Increment(ref version);
        }
    }

    /// <summary>The versions of the tasks it knows.</summary>
    public Dictionary<Guid, int> Versions()
    {
        lock (gate)
            return places.ToDictionary(place => place.Key, place => place.Value.Task.Version);
    }

    /// <summary>Takes the averages of these tasks and types anew, when somebody looks.</summary>
    public void Relearn(IReadOnlyCollection<Guid> tasks, IReadOnlyCollection<string> types)
    {
        averages.Add(tasks, types.Count > 0);
        Interlocked.Increment(ref version);
    }

    /// <param name="waiting">What waits to start at this moment.</param>
    /// <param name="others">What waits for its next attempt, by the second at which that may start.</param>
    public void PutWaiting(Load waiting, IReadOnlyDictionary<long, Load> others)
    {
        lock (gate)
        {
            if (!retries.Put(others) && waiting == Waiting)
                return;
            Waiting = waiting;
            Interlocked.Increment(ref version);
        }
    }

    /// <summary>The seconds at which something is due, from one to another, both included, in order.</summary>
    public List<(long Second, Load Load)> Between(long first, long last)
    {
        lock (gate)
        {
            BringUpToDate();
            return [.. totals.Between(first, last)];
        }
    }

    /// <summary>Has something looked at while nothing changes.</summary>
    public T Look<T>(Func<LoadView, T> look)
    {
        lock (gate)
        {
            BringUpToDate();
            return look(new(totals, Now, places, groups.All, chains, durations));
        }
    }

    /// <summary>As <see cref="Look"/>, at what would be if a task were saved: with the same steps that saving it would have, which are taken back.</summary>
    public T LookAhead<T>(PlannedTask task, Func<LoadView, T> look)
    {
        lock (gate)
        {
            var before = places.GetValueOrDefault(task.Id)?.Task;
            try
            {
                PutIn(task);
                return Look(look);
            }
            finally
            {
                if (before is null)
                    TakeOut(task.Id);
                else
                    PutIn(before);
            }
        }
    }

    /// <summary>Leaves out what was due once and has been: nobody says so when it runs.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            var passed = places.Values.Select(place => place.Task).Where(task => !chains.IsParent(task.Id)
                && (task.Schedule is ImmediateSchedule || (task.Schedule is OnceSchedule once && once.At.ToUnixTimeSeconds() <= Now))).ToList();
            passed.ForEach(task => TakeOut(task.Id));
        }
    }

    private void PutIn(PlannedTask task)
    {
        if (!places.TryGetValue(task.Id, out var place) || place.Task != task)
        {
            if (place is not null)
                TakeOut(task.Id);
            places[task.Id] = place = new(task);
            chains.Add(task);
        }

        chains.Changed |= chains.IsParent(task.Id);
        Stand(place);
    }

    private void TakeOut(Guid id)
    {
        if (!places.Remove(id, out var place))
            return;
        groups.Take(place);
        chains.Remove(place.Task);
        chains.Changed |= chains.IsParent(id);
    }

    /// <summary>Puts a task into the group in which it belongs.</summary>
    private void Stand(Place place)
    {
        var compute = durations.OfTask(place.Task.Id);
        var key = KeyOf(place.Task);
        if (place.Group is { } current && current.Key == key && place.Compute == compute)
            return;
        groups.Take(place);
        place.Compute = compute;
        if (key is { } found)
            groups.Put(place, found);
    }

    private GroupKey? KeyOf(PlannedTask task) =>
        TaskChains.RootOf(task, places, durations) is { } root && DueSeconds.AreKnownOf(root.Schedule) ? GroupKey.Of(root.Schedule, root.Shift, Now) : null;

    private void BringUpToDate()
    {
        groups.MoveOn(Now);
        TakeAverages();
        if (chains.Changed)
        {
            chains.Changed = false;
            foreach (var id in chains.Members)
                if (places.TryGetValue(id, out var place))
                    Stand(place);
        }

        groups.Apply();
    }

    private void TakeAverages()
    {
        var (tasks, types) = averages.Take();
        foreach (var id in tasks)
        {
            if (places.TryGetValue(id, out var place))
                PutIn(place.Task);
        }

        if (!types)
            return;
        groups.TypesChanged();
        chains.Changed = true;
    }
}
