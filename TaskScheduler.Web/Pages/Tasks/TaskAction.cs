using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Web.Pages.Tasks;

/// <summary>What can be done with a task.</summary>
public sealed record TaskAction(string Words, string Icon)
{
    public static readonly TaskAction Edit = new("Edit", "edit");
    public static readonly TaskAction Duplicate = new("Duplicate", "content_copy");
    public static readonly TaskAction SetInactive = new("Set inactive", "pause");
    public static readonly TaskAction SetActive = new("Set active", "resume");
    public static readonly TaskAction Spread = new("Spread", "horizontal_distribute");
    public static readonly TaskAction Delete = new("Delete", "delete");
    public static readonly TaskAction RunNow = new("Run now", "play_arrow");

    /// <summary>What this actor may do with this task, in order, without <see cref="RunNow"/>, which stands apart at the right.</summary>
    public static IReadOnlyList<TaskAction> Of(ScheduledTask task, Actor actor) =>
    [
        .. actor.May(Rights.Write, task.OwnerId, task.Tags) ? [Edit] : Array.Empty<TaskAction>(),
        .. actor.May(Rights.Write) ? [Duplicate] : Array.Empty<TaskAction>(),
        .. actor.May(Rights.Write, task.OwnerId, task.Tags) ? [task.Active ? SetInactive : SetActive, Delete] : Array.Empty<TaskAction>(),
    ];

    /// <summary>The ones that make sense for many tasks at once.</summary>
    public static IReadOnlyList<TaskAction> Bulk(Actor actor) =>
        [.. actor.May(Rights.Write) ? [SetActive, SetInactive, Spread, Delete] : Array.Empty<TaskAction>(), .. actor.May(Rights.Run) ? [RunNow] : Array.Empty<TaskAction>()];

    /// <summary>What has been done, for a count of tasks.</summary>
    public string Done(int count) => this switch
    {
        _ when this == SetInactive => $"{Tasks(count)} set inactive.",
        _ when this == SetActive => $"{Tasks(count)} set active.",
        _ when this == Delete => $"{Tasks(count)} deleted.",
        _ => $"{Tasks(count)} due now.",
    };

    public string Question(int count) => this switch
    {
        _ when this == SetInactive => $"Set {Tasks(count)} inactive?",
        _ when this == SetActive => $"Set {Tasks(count)} active?",
        _ when this == Delete => $"Delete {Tasks(count)}?",
        _ => $"Run {Tasks(count)} now?",
    };

    public string Consequence => this switch
    {
        _ when this == SetInactive => "None of them becomes due until it is set active again. What is running now goes on.",
        _ when this == SetActive => "They become due by their schedules again, from now on.",
        _ when this == Delete => "This cannot be undone. Their executed runs stay in the history.",
        _ => "Each of them is run once, besides its schedule.",
    };

    public static string Tasks(int count) => count == 1 ? "1 task" : FormattableString.Invariant($"{count:N0} tasks");
}
