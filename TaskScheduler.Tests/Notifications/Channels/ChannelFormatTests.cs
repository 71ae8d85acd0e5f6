using System.Text.Json;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Channels.Formats;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Tests.Notifications.Channels;

/// <summary>What chats are sent, whatever a task is called.</summary>
public sealed class ChannelFormatTests
{
    public static TheoryData<string> HostileTitles { get; } =
    [
        "@everyone <!channel> <@U123> <https://evil.example|click>",
        "[click](https://evil.example) **bold** `code` ~~no~~ ||spoiler||",
        "a\r\nb\0c\u2028d \"quoted\" \\ back",
        new string('<', 5_000),
        string.Concat(Enumerable.Repeat("🌵", 3_000)),
        "‮right to left‬ مهمة",
    ];

    [Theory]
    [MemberData(nameof(HostileTitles))]
    public void Slack_gets_text_in_which_nothing_is_a_link_or_a_mention(string title)
    {
        var json = Written(MessageVia.Slack, title);

        var sections = json.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("text").GetProperty("text").GetString()!).ToList();
        Assert.All(sections.SkipLast(1).Append(json.GetProperty("text").GetString()!), text => Assert.DoesNotMatch("[<>]", text));
        Assert.Equal("<https://tasks.example.com/runs/1|Open in TaskScheduler>", sections[^1]);
        Assert.All(sections, text => Assert.InRange(text.Length, 1, 3_000));
        Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", string.Concat(sections));
    }

    [Theory]
    [MemberData(nameof(HostileTitles))]
    public void Teams_gets_a_card_whose_texts_know_no_markup(string title)
    {
        var json = Written(MessageVia.Teams, title);

        var attachment = Assert.Single(json.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive"), (json.GetProperty("type").GetString(), attachment.GetProperty("contentType").GetString()));
        var card = attachment.GetProperty("content");
        Assert.All(card.GetProperty("body").EnumerateArray(), block => Assert.Equal(("RichTextBlock", "TextRun"), (block.GetProperty("type").GetString(), block.GetProperty("inlines")[0].GetProperty("type").GetString())));
        Assert.False(card.TryGetProperty("msteams", out _));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(json.GetRawText()), 1, 100_000);
    }

    [Theory]
    [MemberData(nameof(HostileTitles))]
    public void Discord_gets_an_embed_within_its_limits_that_calls_nobody(string title)
    {
        var json = Written(MessageVia.Discord, title);

        Assert.Empty(json.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
        var embed = Assert.Single(json.GetProperty("embeds").EnumerateArray());
        var (heading, description) = (embed.GetProperty("title").GetString()!, embed.GetProperty("description").GetString()!);
        Assert.InRange(heading.Length, 1, 256);
        Assert.InRange(description.Length, 1, 4_096);
        Assert.DoesNotMatch(@"(?<!\\)(\\\\)*[\[\]*`~|<>@]", heading + description);
    }

    [Theory]
    [MemberData(nameof(HostileTitles))]
    public void A_webhook_gets_the_title_as_it_is(string title)
    {
        var json = Written(MessageVia.Webhook, title);

        Assert.Equal(title, json.GetProperty("task").GetProperty("title").GetString());
        Assert.Equal(("incident.opened", "bad", "https://tasks.example.com/runs/1"), (json.GetProperty("event").GetString(), json.GetProperty("level").GetString(), json.GetProperty("link").GetString()));
    }

    private static JsonElement Written(MessageVia kind, string title)
    {
        var notice = new ChannelNotice("incident.opened", $"Failed: {title}", $"{title}\nIt broke.", TellingLevel.Bad, new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero))
        {
            TaskId = Guid.NewGuid(),
            TaskTitle = title,
            Link = "https://tasks.example.com/runs/1",
        };
        return JsonDocument.Parse(ChannelFormat.Of(kind, notice)).RootElement;
    }
}
