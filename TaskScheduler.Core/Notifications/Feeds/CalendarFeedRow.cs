namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>The secret address of a calendar, as it is stored. Instants are Unix milliseconds.</summary>
public sealed class CalendarFeedRow
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; set; }

    public Guid AccountId { get; set; }

    public CalendarScope Scope { get; set; }

    public string? Tag { get; set; }

    public long CreatedAt { get; set; }

    public long? LastUsedAt { get; set; }
}
