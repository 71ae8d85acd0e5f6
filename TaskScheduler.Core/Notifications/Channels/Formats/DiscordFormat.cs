using System.Text;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Channels.Formats;

/// <summary>Writes for Discord: an embed whose markup is escaped, in a message that may not call anybody.</summary>
internal static class DiscordFormat
{
    private const int LongestTitle = 256;
    private const int LongestDescription = 4_096;
    private const int LongestContent = 2_000;
    private const string Markup = "\\*_~`|>#[]()<@";

    private const int Red = 0xC62828;
    private const int Green = 0x2E7D32;
    private const int Blue = 0x1A56C4;

    public static JsonObject Of(ChannelNotice notice)
    {
        var embed = new JsonObject
        {
            ["title"] = Escaped(notice.Subject.ReplaceLineEndings(" "), LongestTitle),
            ["description"] = Escaped(notice.Text.TrimEnd(), LongestDescription),
            ["color"] = notice.Level switch { TellingLevel.Bad => Red, TellingLevel.Good => Green, _ => Blue },
            ["timestamp"] = Schedules.IsoText.Of(notice.At),
        };
        if (notice.Link is { } link && link.Length < LongestContent)
            embed["url"] = link;
        return new() { ["embeds"] = new JsonArray(embed), ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() } };
    }

    // Cut between characters, not within an escaped one.
    private static string Escaped(string text, int longest)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.IsAscii && Markup.Contains((char)rune.Value, StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString();
            if (escaped.Length + one.Length >= longest)
                return escaped.Append('…').ToString();
            escaped.Append(one);
        }

        return escaped.ToString();
    }
}
