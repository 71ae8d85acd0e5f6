using TaskScheduler.Core.Live;

namespace TaskScheduler.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly LiveFeed feed = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_of_one_thing_are_told_once()
    {
        using var subscription = feed.Subscribe();
        var (task, run) = (Guid.NewGuid(), Guid.NewGuid());

        for (var change = 0; change < 3; change++)
            feed.PublishRun(run, task);
        var batch = await subscription.ReadAsync(stop);

        Assert.False(batch.Reset);
        Assert.Equal((run, task), (Assert.Single(batch.Runs), Assert.Single(batch.Tasks)));
    }

    [Fact]
    public async Task What_was_read_is_not_told_again()
    {
        using var subscription = feed.Subscribe();
        feed.PublishTask(Guid.NewGuid());
        await subscription.ReadAsync(stop);
        var second = Guid.NewGuid();

        var reading = subscription.ReadAsync(stop);
        Assert.False(reading.IsCompleted);
        feed.PublishTask(second);

        Assert.Equal(second, Assert.Single((await reading).Tasks));
    }

    [Fact]
    public async Task More_than_is_kept_becomes_one_reset_and_then_it_tells_changes_again()
    {
        using var subscription = feed.Subscribe(capacity: 3);
        for (var change = 0; change < 5; change++)
            feed.PublishTask(Guid.NewGuid());

        var overflow = await subscription.ReadAsync(stop);
        feed.PublishTask(Guid.NewGuid());
        var after = await subscription.ReadAsync(stop);

        Assert.Equal((true, 0, 0), (overflow.Reset, overflow.Tasks.Count, overflow.Runs.Count));
        Assert.Equal((false, 1), (after.Reset, after.Tasks.Count));
    }

    [Fact]
    public async Task A_reset_reaches_everybody()
    {
        using var one = feed.Subscribe();
        using var other = feed.Subscribe();

        feed.PublishReset();

        Assert.True((await one.ReadAsync(stop)).Reset);
        Assert.True((await other.ReadAsync(stop)).Reset);
    }

    [Fact]
    public async Task A_disposed_subscription_is_told_nothing()
    {
        var subscription = feed.Subscribe();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);

        subscription.Dispose();
        feed.PublishTask(Guid.NewGuid());
        var reading = subscription.ReadAsync(cancel.Token);

        Assert.Equal(0, feed.SubscriptionCount);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task One_who_never_reads_blocks_neither_publisher_nor_others()
    {
        using var silent = feed.Subscribe(capacity: 10);
        using var attentive = feed.Subscribe(capacity: 10_000);

        for (var change = 0; change < 10_000; change++)
            feed.PublishTask(Guid.NewGuid());

        Assert.Equal(10_000, (await attentive.ReadAsync(stop)).Tasks.Count);
        Assert.True((await silent.ReadAsync(stop)).Reset);
    }

    [Fact]
    public async Task Nothing_of_many_publishers_is_lost()
    {
        using var subscription = feed.Subscribe(capacity: 100_000);
        var published = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 2_000).Select(_ => Guid.NewGuid()).ToArray()).ToArray();

        var publishing = Task.WhenAll(published.Select(ids => Task.Run(() => Array.ForEach(ids, feed.PublishTask), stop)));
        var told = new HashSet<Guid>();
        while (told.Count < 16_000)
            told.UnionWith((await subscription.ReadAsync(stop)).Tasks);
        await publishing;

        Assert.True(told.SetEquals(published.SelectMany(ids => ids)));
    }

    [Fact]
    public async Task One_who_listens_to_definitions_hears_of_no_run_and_of_no_standing()
    {
        using var definitions = feed.Subscribe(definitionsOnly: true);
        using var everything = feed.Subscribe();
        var edited = Guid.NewGuid();

        feed.PublishRun(Guid.NewGuid(), Guid.NewGuid());
        feed.PublishStandings([Guid.NewGuid()]);
        feed.PublishStandings([.. Enumerable.Range(0, LiveFeed.NamedTasks + 1).Select(_ => Guid.NewGuid())]);
        feed.PublishTasks([edited]);

        var heard = await definitions.ReadAsync(stop);
        Assert.Equal((false, 0), (heard.Reset, heard.Runs.Count));
        Assert.Equal([edited], heard.Tasks);
        Assert.True((await everything.ReadAsync(stop)).Reset);
    }
}
