using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>A line to a server that a test can cut: what is open breaks, and what is opened then waits until the line is mended.</summary>
public sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly IPEndPoint server;
    private readonly Task accepting;
    private TaskCompletionSource whole = new();

    private CutLine(Uri server)
    {
        this.server = new(IPAddress.Loopback, server.Port);
        whole.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public static CutLine To(Uri server) => new(server);

    public void Cut()
    {
        whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        while (open.TryTake(out var connection))
            connection.Dispose();
    }

    public void Mend() => whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting.ContinueWith(_ => { }, System.Threading.Tasks.TaskScheduler.Default);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
            _ = CarryAsync(await listener.AcceptTcpClientAsync(end.Token));
    }

    private async Task CarryAsync(TcpClient near)
    {
        try
        {
            await whole.Task.WaitAsync(end.Token);
            var far = new TcpClient();
            open.Add(near);
            open.Add(far);
            await far.ConnectAsync(server, end.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), end.Token), far.GetStream().CopyToAsync(near.GetStream(), end.Token));
            far.Dispose();
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut, or closed by one of its ends.
        }

        near.Dispose();
    }
}
