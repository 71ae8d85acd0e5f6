using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Channels.Formats;

/// <summary>Writes what a channel is sent, as its kind reads it.</summary>
internal static class ChannelFormat
{
    /// <summary>The body of the request: JSON.</summary>
    public static string Of(MessageVia kind, ChannelNotice notice) => (kind switch
    {
        MessageVia.Slack => SlackFormat.Of(notice),
        MessageVia.Teams => TeamsFormat.Of(notice),
        MessageVia.Discord => DiscordFormat.Of(notice),
        _ => WebhookOf(notice),
    }).ToJsonString();

    /// <summary>At most so many UTF-16 units, and no half of a character at its end.</summary>
    internal static string Cut(string text, int longest) => text.Length <= longest ? text : Excerpt.Of(text, longest - 1);

    internal static string LevelWord(TellingLevel level) => level switch
    {
        TellingLevel.Good => "good",
        TellingLevel.Bad => "bad",
        _ => "note",
    };

    private static JsonObject WebhookOf(ChannelNotice notice) => new()
    {
        ["event"] = notice.Event,
        ["level"] = LevelWord(notice.Level),
        ["subject"] = notice.Subject,
        ["text"] = notice.Text,
        ["task"] = notice.TaskId is { } task ? new JsonObject { ["id"] = task.ToString(), ["title"] = notice.TaskTitle } : null,
        ["run"] = notice.RunId?.ToString(),
        ["link"] = notice.Link,
        ["at"] = Schedules.IsoText.Of(notice.At),
    };
}
