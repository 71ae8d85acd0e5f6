using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>Where a chain of tasks begins.</summary>
/// <param name="Shift">In seconds: how much later than that schedule the task at its end is due.</param>
internal readonly record struct ChainRoot(Schedule Schedule, long Shift);

/// <summary>The tasks that are due after others: at the time of the first of their chain, plus what those before them take on average.</summary>
internal sealed class TaskChains
{
    private const int MicrosecondsInSecond = 1_000_000;

    private readonly Dictionary<Guid, HashSet<Guid>> followers = [];

    /// <summary>Whether some of them may stand elsewhere now.</summary>
    public bool Changed { get; set; }

    /// <summary>The tasks that are due after others.</summary>
    public HashSet<Guid> Members { get; } = [];

    /// <summary>Where the chain begins at whose end a task stands, itself when it is due after none; null when it breaks off or is not expected to go on.</summary>
    public static ChainRoot? RootOf(PlannedTask task, Dictionary<Guid, Place> places, LearnedDurations durations)
    {
        var shift = 0L;
        for (var length = 0; length <= ChainRule.LongestChain; length++)
        {
            if (task.Schedule is not AfterSchedule after)
                return new(task.Schedule, shift);
            // Runs are expected to succeed.
            if (after.On == AfterOutcome.Failed || !places.TryGetValue(after.TaskId, out var parent))
                return null;
            task = parent.Task;
            shift += SecondsOf(durations.OfTask(task.Id) ?? durations.OfType(task.Type));
        }

        return null;
    }

    public bool IsParent(Guid task) => followers.ContainsKey(task);

    public IReadOnlyCollection<Guid> FollowersOf(Guid task) => followers.GetValueOrDefault(task, []);

    public void Add(PlannedTask task)
    {
        if (task.Schedule is not AfterSchedule after)
            return;
        Members.Add(task.Id);
        if (!followers.TryGetValue(after.TaskId, out var others))
            followers[after.TaskId] = others = [];
        others.Add(task.Id);
    }

    public void Remove(PlannedTask task)
    {
        if (task.Schedule is not AfterSchedule after || !Members.Remove(task.Id))
            return;
        followers[after.TaskId].Remove(task.Id);
        if (followers[after.TaskId].Count == 0)
            followers.Remove(after.TaskId);
    }

    /// <summary>Whole seconds, rounded up, as all due instants are.</summary>
    private static long SecondsOf(long microseconds) => (microseconds + MicrosecondsInSecond - 1) / MicrosecondsInSecond;
}
