using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Web.Pages.Tasks.Editing;

/// <summary>What is known when somebody else saved a task while it was being edited.</summary>
/// <param name="Theirs">The task as it is now.</param>
/// <param name="Since">The versions made meanwhile, newest first.</param>
/// <param name="Changes">What they changed, from the value both began with to theirs.</param>
/// <param name="Both">The fields to which both gave values of their own, from theirs to mine.</param>
/// <param name="Combined">Theirs with my changes; right only when both touched no field.</param>
public sealed record EditCollision(
    ScheduledTask Theirs,
    IReadOnlyList<TaskVersion> Since,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<FieldChange> Both,
    TaskDraft Combined)
{
    public bool CanCombine => Both.Count == 0;

    /// <param name="theirs">Theirs as the form would write it, so that only what somebody changed differs.</param>
    public static EditCollision Of(TaskEdit mine, ScheduledTask task, TaskEdit theirs, IReadOnlyList<TaskVersion> since, TaskHistory history)
    {
        var (original, my, their) = (mine.Original, mine.ToDraft([]), theirs.Original);
        var overlap = DefinitionMerge.Overlap(original, my, their);
        return new(
            task,
            since,
            history.Difference(original, their),
            [.. history.Difference(their, my).Where(change => overlap.Contains(change.Field, StringComparer.Ordinal))],
            DefinitionMerge.Combine(original, my, their));
    }
}
