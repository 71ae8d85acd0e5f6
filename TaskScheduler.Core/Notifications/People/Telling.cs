using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>How much something matters.</summary>
public enum TellingLevel
{
    /// <summary>Good to know.</summary>
    Note = 0,

    /// <summary>It is over, or well again.</summary>
    Good = 1,

    /// <summary>Something went wrong.</summary>
    Bad = 2,
}

/// <summary>Something that people with accounts are told.</summary>
/// <param name="Key">What makes it the message it is, together with who is told. At most 150 characters.</param>
/// <param name="Subject">One line.</param>
/// <param name="Content">As a mail would have it.</param>
public sealed record Telling(string Key, MessageKind Kind, TellingLevel Level, string Subject, MessageContent Content)
{
    /// <summary>The page it is about, without a slash before it, as <c>runs/…</c>; null when it is about none.</summary>
    public string? Page { get; init; }

    public Guid? TaskId { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>Whether it is told at once, even in quiet hours.</summary>
    public bool Urgent { get; init; }
}
