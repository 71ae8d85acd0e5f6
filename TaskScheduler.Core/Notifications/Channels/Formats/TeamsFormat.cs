using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Channels.Formats;

/// <summary>Writes for Teams: a message with an adaptive card. Its texts are runs, which know no markup, so that nothing in them is a link or calls anybody.</summary>
internal static class TeamsFormat
{
    // A message has room for 28 KB.
    private const int LongestText = 6_000;
    private const int LongestSubject = 300;

    public static JsonObject Of(ChannelNotice notice)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray(
                Block(new() { ["type"] = "TextRun", ["text"] = ChannelFormat.Cut(notice.Subject, LongestSubject), ["weight"] = "Bolder", ["size"] = "Medium", ["color"] = Color(notice.Level) }),
                Block(new() { ["type"] = "TextRun", ["text"] = ChannelFormat.Cut(notice.Text.TrimEnd(), LongestText) })),
        };
        if (notice.Link is { } link)
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open in TaskScheduler", ["url"] = link });
        var attachment = new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card };
        return new() { ["type"] = "message", ["attachments"] = new JsonArray(attachment) };
    }

    private static JsonObject Block(JsonObject run) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };

    private static string Color(TellingLevel level) => level switch
    {
        TellingLevel.Good => "Good",
        TellingLevel.Bad => "Attention",
        _ => "Default",
    };
}
