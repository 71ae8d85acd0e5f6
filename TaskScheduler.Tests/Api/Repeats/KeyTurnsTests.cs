using TaskScheduler.Web.Api.Repeats;

namespace TaskScheduler.Tests.Api.Repeats;

public class KeyTurnsTests
{
    private readonly KeyTurns turns = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_at_a_key_waits_for_the_first_and_others_do_not()
    {
        var first = await turns.TakeAsync("key", Cancel);
        var second = turns.TakeAsync("key", Cancel);
        using var other = await turns.TakeAsync("other", Cancel);

        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_key_to_others()
    {
        using var patience = new CancellationTokenSource();
        var first = await turns.TakeAsync("key", Cancel);
        var second = turns.TakeAsync("key", patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        first.Dispose();

        (await turns.TakeAsync("key", Cancel)).Dispose();
    }
}
