using System.Collections.Concurrent;
using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Tests.Notifications.Outbox;

public sealed class MessageWayTests
{
    [Fact]
    public async Task A_channel_that_is_not_reached_holds_up_neither_another_one_nor_mail()
    {
        var (broken, sound) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var way = new BrokenFor(broken);
        await using var driver = await OutboxDriver.StartAsync(way);

        await driver.PutAsync(To(broken, "a"), To(broken, "b"), To(sound, "c"), OutboxDriver.Mail("d"));
        var rows = await driver.UntilAsync(rows => rows.Count(row => row.State == MessageState.Sent) == 2 && rows.Exists(row => row.Error is not null));

        Assert.Equal(["c", "d"], rows.Where(row => row.State == MessageState.Sent).Select(row => row.Key));
        Assert.Equal(1, way.Asked.Count(channel => channel == broken));
        driver.Engine.Time.Advance(TimeSpan.FromSeconds(30));
        await driver.UntilAsync("b", row => row.Error is not null);
        Assert.Equal(2, way.Asked.Count(channel => channel == broken));
    }

    [Fact]
    public async Task A_way_is_given_what_the_message_says()
    {
        var way = new BrokenFor(Guid.Empty);
        await using var driver = await OutboxDriver.StartAsync(way);

        await driver.PutAsync(To(Guid.CreateVersion7(), "a"));
        await driver.UntilAllAsync(MessageState.Sent);

        Assert.Equal("""{"text":"Something happened."}""", way.Said);
    }

    [Fact]
    public async Task One_that_nothing_here_can_send_fails_with_words()
    {
        await using var driver = await OutboxDriver.StartAsync();

        await driver.PutAsync(To(Guid.CreateVersion7(), "a") with { Via = MessageVia.Discord });

        Assert.Equal("There is nothing here that sends by Discord.", (await driver.UntilAsync("a", MessageState.Failed)).Error);
    }

    private static NewMessage To(Guid channel, string key) =>
        new(key, MessageKind.Alert, MessageVia.Slack, "Operations", $"About {key}") { ChannelId = channel, Content = new("Something happened.") { Json = """{"text":"Something happened."}""" } };

    /// <summary>Never reaches one of the channels.</summary>
    private sealed class BrokenFor(Guid channel) : IMessageWay
    {
        private readonly ConcurrentQueue<Guid?> asked = new();

        public MessageVia Via => MessageVia.Slack;

        public IReadOnlyList<Guid?> Asked => [.. asked];

        public string? Said { get; private set; }

        public Task<MessageRefusal?> SendAsync(MessageRow message, MessageContent content, CancellationToken cancellationToken)
        {
            asked.Enqueue(message.ChannelId);
            Said = content.Json;
            return Task.FromResult(message.ChannelId == channel ? new MessageRefusal("No route to host.", IsFinal: false) { Unreached = true } : null);
        }
    }
}
