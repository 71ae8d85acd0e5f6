using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.Crashes;

/// <summary>One call that arrived: what really happened, whatever the program came to write about it.</summary>
internal sealed record Call(Guid RunId, int Attempt);

/// <summary>A server beyond the program's reach that notes each call when it arrives. Some answers take a while, so that a kill finds calls under way.</summary>
internal sealed class OutsideLedger : IAsyncDisposable
{
    private const int SlowestAnswerMs = 300;

    private readonly ConcurrentQueue<Call> calls = new();
    private readonly Channel<bool> arrivals = Channel.CreateUnbounded<bool>();
    private LoopbackServer server = default!;

    public IReadOnlyList<Call> Calls => [.. calls];

    public static async Task<OutsideLedger> StartAsync()
    {
        var ledger = new OutsideLedger();
        ledger.server = await LoopbackServer.StartAsync(ledger.NoteAsync);
        return ledger;
    }

    /// <summary>A URL whose answer comes at once, or after up to 0.3 s.</summary>
    public string Url(Random random) => $"{server.Url}/{(random.Next(3) == 0 ? random.Next(SlowestAnswerMs) : 0)}";

    /// <summary>Returns when this many further calls have arrived.</summary>
    public async Task ArrivedAsync(int further, CancellationToken cancellationToken)
    {
        while (arrivals.Reader.TryRead(out _))
            continue;
        for (var arrived = 0; arrived < further; arrived++)
            await arrivals.Reader.ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task NoteAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        calls.Enqueue(new(Guid.Parse(headers[HttpTaskType.RunIdHeader].Single()!), int.Parse(headers[HttpTaskType.AttemptHeader].Single()!, CultureInfo.InvariantCulture)));
        arrivals.Writer.TryWrite(true);
        var pause = int.Parse(http.Request.Path.Value![1..], CultureInfo.InvariantCulture);
        return pause == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, http.RequestAborted);
    }
}
