using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Rest;

/// <summary>Creating tasks over REST, each durable before it is answered.</summary>
internal sealed class RestScenario : IScenario
{
    private const int BatchSize = 10_000;
    private const int BatchesInRow = 3;

    public string Name => "rest";

    public string Title => "Creating tasks over REST";

    public async Task<string> RunAsync(bool quick)
    {
        var times = quick ? 1 : 3;
        var results = new List<LoadResult>();
        for (var time = 0; time < times; time++)
        {
            results.Add(await MeasureAsync(TimeSpan.FromSeconds(quick ? 2 : 5), TimeSpan.FromSeconds(quick ? 3 : 10)));
            Progress.Say($"{results[^1].PerSecond:N0} creates/s");
        }

        var table = new MarkdownTable("POST /api/tasks", "creates/s", "p50, ms", "p99, ms", "slowest, ms", "refused")
            .Row(
                $"{CreateLoad.Connections} connections",
                Spread.Of(results.Select(result => result.PerSecond)).Say("N0"),
                Spread.Of(results.Select(result => Spread.Percentile(result.LatenciesMs, 0.5))).Say("0.0"),
                Spread.Of(results.Select(result => Spread.Percentile(result.LatenciesMs, 0.99))).Say("0.0"),
                Spread.Of(results.Select(result => result.LatenciesMs[^1])).Say("0"),
                $"{results.Sum(result => result.Refused)}");
        var batches = new MarkdownTable($"POST /api/tasks/batch, {BatchSize:N0} tasks", "first call, ms", "third call, ms")
            .Row("all or none", Spread.Of(results.Select(result => result.BatchesMs[0])).Say("N0"), Spread.Of(results.Select(result => result.BatchesMs[^1])).Say("N0"));
        return $"""
            The program as a process of its own, with an empty database, {times} times. Each of {CreateLoad.Connections} connections creates one task after the other; the senders share the cores with the program. Before them, {BatchesInRow} batches are sent one after the other to the program as it has just been started; its limit of requests is switched off.
            At the end the program is killed (SIGKILL) right after its last answer, and the database is counted: every create that was answered with 201 was there.

            {table}

            {batches}
            """;
    }

    private static async Task<LoadResult> MeasureAsync(TimeSpan warmUp, TimeSpan measured)
    {
        using var folder = new TemporaryFolder();
        await using var program = await ServedProgram.StartAsync(folder.Location);
        using var load = new CreateLoad(program);

        // First of all, because a script's first call meets a program that has just been started.
        var batches = new List<double>();
        for (var batch = 0; batch < BatchesInRow; batch++)
            batches.Add(await load.CreateBatchAsync(BatchSize));
        var result = await load.RunAsync(warmUp, measured);
        await program.Process.KillAsync();
        using var ledger = new LedgerFile(folder.Location);
        var stored = ledger.CountTasks();
        var acknowledged = result.Acknowledged + (BatchesInRow * BatchSize);
        if (stored < acknowledged)
            throw new InvalidOperationException($"{acknowledged} creates were answered with 201, {stored} tasks are in the database.");
        return result with { BatchesMs = batches };
    }
}
