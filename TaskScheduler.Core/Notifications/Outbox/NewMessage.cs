namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>By which way a message leaves. The numbers are stored.</summary>
public enum MessageVia
{
    Mail = 0,
    Webhook = 1,
    Slack = 2,
    Teams = 3,
    Discord = 4,
}

/// <summary>What a message is for. The numbers are stored.</summary>
public enum MessageKind
{
    /// <summary>A task has run.</summary>
    Executed = 0,

    /// <summary>A calendar invite, its update or its cancellation.</summary>
    Invite = 1,

    /// <summary>A rule has found something, or that it is over.</summary>
    Alert = 2,

    /// <summary>What became of the runs of a day or a week.</summary>
    Summary = 3,

    /// <summary>The program has set a task inactive.</summary>
    SetInactive = 4,

    /// <summary>Somebody tries whether messages arrive.</summary>
    Test = 5,
}

/// <summary>How far a message is. The numbers are stored; those below <see cref="Sent"/> have not ended.</summary>
public enum MessageState
{
    /// <summary>It is sent as soon as it may be.</summary>
    Waiting = 0,

    /// <summary>It is being handed over at this moment.</summary>
    Sending = 1,

    /// <summary>The next one on its way has taken it.</summary>
    Sent = 2,

    /// <summary>It is not tried again by itself.</summary>
    Failed = 3,
}

/// <summary>What a message says, in the forms that its way can carry.</summary>
/// <param name="Text">Plain text.</param>
public sealed record MessageContent(string Text)
{
    /// <summary>The same in HTML; null when the text is all.</summary>
    public string? Html { get; init; }

    /// <summary>An iCalendar object that a mail carries as an alternative and as a file (RFC 6047); null when it has none.</summary>
    public MessageCalendar? Calendar { get; init; }

    /// <summary>The body of a webhook or chat message: JSON, ready to be sent; null for mail.</summary>
    public string? Json { get; init; }
}

/// <summary>An iCalendar object with its method, as <c>REQUEST</c> (RFC 5546).</summary>
public sealed record MessageCalendar(string Method, string Text);

/// <summary>A message to be put into the outbox.</summary>
/// <param name="Key">What makes it the message it is: a second one with the same key is not taken. At most 200 characters.</param>
/// <param name="To">A mail address; for a channel its name, as people see it.</param>
/// <param name="Subject">One line.</param>
public sealed record NewMessage(string Key, MessageKind Kind, MessageVia Via, string To, string Subject)
{
    /// <summary>Null when it is written only when it is sent, which <see cref="MessageKind.Executed"/> alone can be.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>The channel it goes to; null for mail.</summary>
    public Guid? ChannelId { get; init; }

    public Guid? TaskId { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>The place in a trace that it follows from; null while no traces are sent.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Before this it is not sent; null means at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
