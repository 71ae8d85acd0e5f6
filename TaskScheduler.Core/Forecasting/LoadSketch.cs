using TaskScheduler.Core.Forecasting.Model;

namespace TaskScheduler.Core.Forecasting;

/// <summary>What one task adds to the load: at each of its times its own compute, and later that of those that are due after it.</summary>
/// <param name="Compute">In microseconds.</param>
internal sealed record TaskLoad(long Compute, IReadOnlyList<Following> Followers)
{
    public static TaskLoad Of(LoadView view, PlannedTask task) => new(view.ComputeOf(task), view.FollowersOf(task.Id));

    /// <summary>Everything it adds when it is due at these times.</summary>
    public IEnumerable<(long Second, long Compute)> At(IEnumerable<long> times) =>
        times.SelectMany(second => Followers.Select(follower => (second + follower.Shift, follower.Compute)).Prepend((second, Compute)));
}

/// <summary>A copy of the load of the next three hours, in which tasks are tried at other times.</summary>
internal sealed class LoadSketch
{
    private const int MicrosecondsInMillisecond = 1_000;

    private readonly LoadTotals totals;
    private readonly long last;
    private readonly long most;

    // Most: what those instances that run can take at one scheduled time, in microseconds.
    private LoadSketch(LoadTotals totals, long last, long most) => (this.totals, this.last, this.most) = (totals, last, most);

    /// <param name="running">How many instances there are.</param>
    public static LoadSketch Of(LoadView view, int running) => new(view.Totals.Copy(), view.Last, running * ScalingRule.ComputePerInstanceMs * MicrosecondsInMillisecond);

    public LoadSketch Copy() => new(totals.Copy(), last, most);

    public Load At(long second) => totals[second];

    /// <summary>The scheduled times from one on, in order.</summary>
    public IEnumerable<LoadPoint> Points(long first) => totals.Between(first, last).Select(due => due.Load.At(due.Second));

    public void Add(TaskLoad task, IEnumerable<long> times) => Change(task, times, 1);

    public void Remove(TaskLoad task, IEnumerable<long> times) => Change(task, times, -1);

    /// <summary>Adds a task if the instances are then enough at all of its times.</summary>
    public bool TryAdd(TaskLoad task, IReadOnlyCollection<long> times)
    {
        Add(task, times);
        if (task.At(times).All(added => totals[added.Second].Compute <= most))
            return true;
        Remove(task, times);
        return false;
    }

    private void Change(TaskLoad task, IEnumerable<long> times, int sign)
    {
        foreach (var (second, compute) in task.At(times))
            if (totals.Holds(second))
                totals.Add(second, new(sign, sign * compute));
    }
}
