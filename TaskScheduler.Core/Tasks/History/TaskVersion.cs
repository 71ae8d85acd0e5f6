namespace TaskScheduler.Core.Tasks.History;

/// <summary>One version of a task's definition, and how it came to be.</summary>
/// <param name="Task">The definition, with secrets in its payload masked.</param>
/// <param name="IsCurrent">Whether the task has this version now.</param>
/// <param name="By">Who made it; null when that was not written down.</param>
/// <param name="At">When it was made; null when that was not written down.</param>
/// <param name="Action">What made it, such as <c>task.changed</c>; null when that was not written down.</param>
/// <param name="Changes">In which fields it differs from the version before; null when there is none, or it is not kept.</param>
public sealed record TaskVersion(ScheduledTask Task, bool IsCurrent, string? By, DateTimeOffset? At, string? Action, IReadOnlyList<FieldChange>? Changes)
{
    public int Version => Task.Version;
}

/// <summary>Who deleted a task, and when.</summary>
public sealed record TaskDeletion(string? By, DateTimeOffset At);

/// <summary>The versions of one task, newest first.</summary>
/// <param name="Deleted">Null while the task exists.</param>
public sealed record TaskVersions(PageOf<TaskVersion> Page, TaskDeletion? Deleted);
