using System.Threading.Channels;
using TaskScheduler.Core.Live;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Tests.Parts.Lists;

public sealed class FeedListenerTests
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LiveFeed feed = new();
    private readonly Channel<FeedBatch> batches = Channel.CreateUnbounded<FeedBatch>();

    [Fact]
    public async Task Changes_that_come_fast_are_told_together_after_a_pause()
    {
        using var listener = Listen();
        feed.PublishTask(Guid.NewGuid());
        await NextAsync();

        feed.PublishTask(Guid.NewGuid());
        feed.PublishTask(Guid.NewGuid());
        await time.TimerSetForAsync(time.GetUtcNow() + FeedListener.Pace);
        time.Advance(FeedListener.Pace);

        Assert.Equal(2, (await NextAsync()).Tasks.Count);
    }

    [Fact]
    public void Who_stops_listening_leaves_no_subscription_behind()
    {
        var listener = Listen();
        Assert.Equal(1, feed.SubscriptionCount);

        listener.Dispose();

        Assert.Equal(0, feed.SubscriptionCount);
    }

    private FeedListener Listen() => new(feed, time, async batch => await batches.Writer.WriteAsync(batch));

    private async Task<FeedBatch> NextAsync() => await batches.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
