namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>A message as people see it in lists.</summary>
/// <param name="To">A mail address; for a channel its name.</param>
/// <param name="Attempts">How often it was handed over, or tried to be, since it was put in or sent again.</param>
/// <param name="NextAt">When it may be sent; null when it has ended.</param>
/// <param name="Error">What the server said, or why it was not reached; null when the last attempt succeeded or there was none.</param>
public sealed record MessageView(
    Guid Id, MessageKind Kind, MessageVia Via, string To, string Subject, MessageState State, int Attempts, DateTimeOffset? NextAt, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public Guid? TaskId { get; init; }

    public Guid? RunId { get; init; }

    internal static MessageView Of(MessageRow row) => new(
        row.Id, row.Kind, row.Via, row.Destination, row.Subject, row.State, row.Attempts, row.EndedAt is null ? Instant(row.NextAt) : null, row.Error, Instant(row.CreatedAt), row.EndedAt is { } ended ? Instant(ended) : null)
    {
        TaskId = row.TaskId,
        RunId = row.RunId,
    };

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>A message with what it says.</summary>
/// <param name="Content">Null when it is not written yet and the run it is to tell about is gone.</param>
public sealed record MessageDetail(MessageView Message, MessageContent? Content);

/// <summary>Which messages are meant; what is null or empty is not asked for.</summary>
public sealed record MessageFilter
{
    public MessageState? State { get; init; }

    public MessageKind? Kind { get; init; }

    /// <summary>Found in the subject, in where it goes, or in what the server said.</summary>
    public string? Search { get; init; }
}
