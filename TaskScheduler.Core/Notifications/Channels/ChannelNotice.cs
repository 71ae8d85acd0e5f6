using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>What a channel is told, whatever its format.</summary>
/// <param name="Event">Name that programs go by, as <c>incident.opened</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record ChannelNotice(string Event, string Subject, string Text, TellingLevel Level, DateTimeOffset At)
{
    public Guid? TaskId { get; init; }

    public string? TaskTitle { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>Address of the page it is about; null when it is about none.</summary>
    public string? Link { get; init; }
}
