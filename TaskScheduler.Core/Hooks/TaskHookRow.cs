namespace TaskScheduler.Core.Hooks;

/// <summary>The secret address of a task.</summary>
public sealed class TaskHookRow
{
    public Guid TaskId { get; set; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; set; }

    public long CreatedAt { get; set; }

    public long? LastUsedAt { get; set; }
}
