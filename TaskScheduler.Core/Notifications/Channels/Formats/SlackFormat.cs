using System.Text;
using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Notifications.Channels.Formats;

/// <summary>Writes for Slack: text with three escaped characters, so that nothing in it is a link or calls anybody.</summary>
internal static class SlackFormat
{
    // A section has room for 3,000 characters; an escaped text is cut before that.
    private const int LongestText = 2_900;
    private const int LongestSubject = 300;

    public static JsonObject Of(ChannelNotice notice)
    {
        var (subject, text) = (Escaped(notice.Subject.ReplaceLineEndings(" "), LongestSubject), Escaped(notice.Text.TrimEnd(), LongestText));
        var blocks = new JsonArray(Section($"*{subject}*"), Section(text.Length == 0 ? " " : text));
        if (notice.Link is { } link)
            blocks.Add(Section($"<{Escaped(link, LongestText).Replace("|", "%7C", StringComparison.Ordinal)}|Open in TaskScheduler>"));
        return new() { ["text"] = subject, ["blocks"] = blocks, ["unfurl_links"] = false };
    }

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text, ["verbatim"] = true } };

    // Cut between characters, not within an escaped one.
    private static string Escaped(string text, int longest)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (escaped.Length + one.Length >= longest)
                return escaped.Append('…').ToString();
            escaped.Append(one);
        }

        return escaped.ToString();
    }
}
