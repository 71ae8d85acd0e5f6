using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using TaskScheduler.Core.TaskTypes.Http;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Crashes;

/// <summary>One call that arrived: what really happened, whatever the program came to write about it.</summary>
internal sealed record Call(Guid RunId, int Attempt);

/// <summary>A server beyond the program's reach that notes each call in a file when it arrives. Some answers take a while, so that a kill finds calls under way.</summary>
internal sealed class OutsideLedger : IAsyncDisposable
{
    private const int SlowestAnswerMs = 300;

    private readonly TemporaryFolder folder = new();
    private readonly Lock writing = new();
    private StreamWriter file = default!;
    private readonly Channel<bool> arrivals = Channel.CreateUnbounded<bool>();
    private LoopbackServer server = default!;

    private string Path => System.IO.Path.Combine(folder.Location, "calls");

    public static async Task<OutsideLedger> StartAsync()
    {
        var ledger = new OutsideLedger();
        ledger.file = new(ledger.Path);
        ledger.server = await LoopbackServer.StartAsync(ledger.NoteAsync);
        return ledger;
    }

    /// <summary>The calls as the file has them, one line each.</summary>
    public IReadOnlyList<Call> ReadCalls()
    {
        lock (writing)
            file.Flush();
        return [.. File.ReadLines(Path).Select(line => line.Split(' ')).Select(parts => new Call(Guid.Parse(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture)))];
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

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await file.DisposeAsync();
        folder.Dispose();
    }

    private Task NoteAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        lock (writing)
            file.WriteLine($"{headers[HttpTaskType.RunIdHeader]} {headers[HttpTaskType.AttemptHeader]}");
        arrivals.Writer.TryWrite(true);
        var pause = int.Parse(http.Request.Path.Value![1..], CultureInfo.InvariantCulture);
        return pause == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, http.RequestAborted);
    }
}
