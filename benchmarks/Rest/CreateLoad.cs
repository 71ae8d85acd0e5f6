using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Benchmarks.Rest;

/// <summary>Senders that each keep a connection open and create one task after the other.</summary>
internal sealed class CreateLoad(ServedProgram program) : IDisposable
{
    public const int Connections = 32;

    private static readonly MediaTypeHeaderValue json = new("application/json");

    private readonly HttpClient client = program.NewClient(Connections);

    // One task a day from tomorrow on: nothing of it is due while it is measured.
    private readonly byte[] body = Encoding.UTF8.GetBytes($$"""
        {"title":"Call the status page","description":"Created over REST.","type":"http","payload":{"url":"https://example.org/status"},
         "schedule":{"kind":"interval","every":"P1D","startAt":"{{IsoText.Of(TimeProvider.System.GetUtcNow().AddDays(1))}}"},"userEmail":"somebody@example.org","tags":["load"]}
        """);

    public async Task<LoadResult> RunAsync(TimeSpan warmUp, TimeSpan measured)
    {
        var latencies = new ConcurrentBag<double>();
        var acknowledged = 0;
        var refused = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) is var sentAfter && sentAfter < warmUp + measured)
            {
                if (await CreateAsync())
                    Interlocked.Increment(ref acknowledged);
                else
                    Interlocked.Increment(ref refused);
                var answeredAfter = Stopwatch.GetElapsedTime(start);
                if (answeredAfter >= warmUp && answeredAfter < warmUp + measured)
                    latencies.Add((answeredAfter - sentAfter).TotalMilliseconds);
            }
        }));
        return new([.. latencies.Order()], latencies.Count / measured.TotalSeconds, acknowledged, refused);
    }

    /// <summary>Creates many tasks in one call; returns how long its answer took, in ms.</summary>
    public async Task<double> CreateBatchAsync(int count)
    {
        var task = Encoding.UTF8.GetString(body);
        var batch = Encoding.UTF8.GetBytes($$"""{"tasks":[{{string.Join(',', Enumerable.Repeat(task, count))}}]}""");
        using var content = new ByteArrayContent(batch) { Headers = { ContentType = json } };
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/api/tasks/batch", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void Dispose() => client.Dispose();

    private async Task<bool> CreateAsync()
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = json } };
        using var answer = await client.PostAsync(new Uri("/api/tasks", UriKind.Relative), content);
        return answer.StatusCode == HttpStatusCode.Created;
    }
}
