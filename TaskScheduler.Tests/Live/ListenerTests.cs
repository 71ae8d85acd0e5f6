using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using TaskScheduler.Web.Live;

namespace TaskScheduler.Tests.Live;

public class ListenerTests
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private readonly SlowClient client = new();

    [Fact]
    public async Task Events_arrive_in_order()
    {
        var listener = new Listener(client, () => { }, TimeProvider.System);

        listener.Offer([new("first", 1), new("second", 2)]);

        Assert.Equal("first", await client.TakeAsync(stop));
        Assert.Equal("second", await client.TakeAsync(stop));
    }

    [Fact]
    public async Task A_client_that_is_far_behind_is_told_to_reload_when_it_has_caught_up()
    {
        var listener = new Listener(client, () => { }, TimeProvider.System);
        listener.Offer([new("first", 1)]);
        await client.OfferedAsync(stop);

        foreach (var number in Enumerable.Range(0, 1_000))
            listener.Offer([new("kept", number)]);

        Assert.Equal("first", await client.TakeAsync(stop));
        foreach (var _ in Enumerable.Range(0, Listener.Kept))
            Assert.Equal("kept", await client.TakeAsync(stop));
        Assert.Equal("reload", await client.TakeAsync(stop));
    }

    [Fact]
    public async Task A_client_that_takes_nothing_does_not_hold_up_the_others()
    {
        var listeners = new Listeners(TimeProvider.System);
        listeners.Add("stalled", new SlowClient(), () => { });
        listeners.Add("other", client, () => { });

        listeners.Offer([new("first", 1)]);

        Assert.Equal("reload", await client.TakeAsync(stop));
        Assert.Equal("first", await client.TakeAsync(stop));
    }

    [Fact]
    public async Task A_client_that_can_not_be_sent_to_is_closed()
    {
        var closed = new TaskCompletionSource();
        var listener = new Listener(new BrokenClient(), closed.SetResult, TimeProvider.System);

        listener.Offer([new("first", 1)]);

        await closed.Task.WaitAsync(stop);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_as_long_as_is_waited_is_closed()
    {
        var closed = new TaskCompletionSource();
        var listener = new Listener(client, closed.SetResult, new HurriedTime());

        listener.Offer([new("first", 1)]);

        await closed.Task.WaitAsync(stop);
    }

    [Fact]
    public async Task Only_what_a_client_watches_is_kept_for_it()
    {
        var (task, other) = (Guid.NewGuid(), Guid.NewGuid());
        var listener = new Listener(client, () => { }, TimeProvider.System) { Interest = Interest.Read(JsonSerializer.SerializeToElement(new { tasks = new[] { task } }), out _)! };

        foreach (var number in Enumerable.Range(0, 1_000))
            listener.Offer([new("other", number, new(other, []))]);
        listener.Offer([new("other", 0, new(other, [])), new("watched", 1, new(task, []))]);

        Assert.Equal("watched", await client.TakeAsync(stop));
    }

    /// <summary>Whatever is waited for has been waited for already.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>Takes an event only when the test does.</summary>
    private sealed class SlowClient : IClientProxy
    {
        private readonly Channel<(string Method, TaskCompletionSource Taken)> offered = Channel.CreateUnbounded<(string, TaskCompletionSource)>();

        public async Task OfferedAsync(CancellationToken cancellationToken) => await offered.Reader.WaitToReadAsync(cancellationToken);

        public async Task<string> TakeAsync(CancellationToken cancellationToken)
        {
            var (method, taken) = await offered.Reader.ReadAsync(cancellationToken);
            taken.SetResult();
            return method;
        }

        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            offered.Writer.TryWrite((method, taken));
            return taken.Task;
        }
    }

    private sealed class BrokenClient : IClientProxy
    {
        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default) =>
            Task.FromException(new IOException("The connection is gone."));
    }
}
