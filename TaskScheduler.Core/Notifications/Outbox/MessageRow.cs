namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>A message as it is stored. Instants are Unix milliseconds.</summary>
public sealed class MessageRow
{
    public Guid Id { get; set; }

    public required string Key { get; set; }

    public MessageKind Kind { get; set; }

    public MessageVia Via { get; set; }

    public Guid? ChannelId { get; set; }

    public required string Destination { get; set; }

    public required string Subject { get; set; }

    /// <summary>JSON of <see cref="MessageContent"/>; null when it is written only when it is sent, from the run it tells about.</summary>
    public string? Content { get; set; }

    public Guid? TaskId { get; set; }

    public Guid? RunId { get; set; }

    public MessageState State { get; set; }

    /// <summary>How often it was handed over, or tried to be.</summary>
    public int Attempts { get; set; }

    /// <summary>Before this it is not sent.</summary>
    public long NextAt { get; set; }

    /// <summary>When it was first handed over, since it was put in or somebody sent it again; null before.</summary>
    public long? BegunAt { get; set; }

    /// <summary>What the server said, or why it was not reached; null when the last attempt succeeded or there was none.</summary>
    public string? Error { get; set; }

    public long CreatedAt { get; set; }

    /// <summary>The place in a trace that it follows from; null when there is none.</summary>
    public string? TraceParent { get; set; }

    /// <summary>When it was sent or given up; null as long as it waits.</summary>
    public long? EndedAt { get; set; }
}
