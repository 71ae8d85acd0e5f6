using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Bell;

/// <summary>A message in the bell of an account, as it is stored. Instants are Unix milliseconds.</summary>
public sealed class BellRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public required string Key { get; set; }

    public long At { get; set; }

    public TellingLevel Level { get; set; }

    public bool Silent { get; set; }

    public required string Subject { get; set; }

    public required string Text { get; set; }

    public string? Page { get; set; }

    public Guid? TaskId { get; set; }

    public Guid? RunId { get; set; }

    public long? ReadAt { get; set; }
}
