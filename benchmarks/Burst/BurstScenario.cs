using TaskScheduler.Benchmarks.Peer;
using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Burst;

/// <summary>Many runs that are due at one instant, each recorded.</summary>
internal sealed class BurstScenario(PeerSearch search, PeerBurst peer) : IScenario
{
    private readonly EngineBurst engine = new();

    public string Name => "burst";

    public string Title => "Many runs due at one instant";

    public async Task<string> RunAsync(bool quick)
    {
        await engine.RunAsync(1_000);
        var best = await search.BestAsync(quick);
        var withHistory = best with { Name = $"{best.Name}, with execution history", History = PeerHistory.Each };
        var ten = await CompareAsync(10_000, quick ? 1 : 5, [PeerSetting.Defaults, best, withHistory]);
        var fifty = quick ? "" : await CompareAsync(50_000, 3, [best]);
        return $"""
            Tasks of a type that does nothing, all due once at the same instant; for the peer as many one-shot triggers.
            TaskScheduler is done when its database, read from outside, holds the outcome of every run; runs are committed with synchronous FULL before they start.
            The peer is done when its tables have no trigger left to fire or to complete. By itself it keeps no outcome in the database; with execution history it does.
            TaskScheduler runs at its defaults. Measured in turns after a warm-up.

            {ten}
            {fifty}
            The peer at 50,000 only at its best setting: at its defaults that takes minutes.

            The search for the peer's best setting, {search.Runs:N0} runs each:

            {search.Table()}
            """;
    }

    private async Task<string> CompareAsync(int runs, int times, IReadOnlyList<PeerSetting> settings)
    {
        var ours = new List<BurstResult>();
        var theirs = settings.ToDictionary(setting => setting, _ => new List<BurstResult>());
        for (var time = 0; time < times; time++)
        {
            ours.Add(await engine.RunAsync(runs));
            Progress.Say($"{runs:N0} runs: {ours[^1].PerSecond:N0}/s, last started after {ours[^1].LastStarted.TotalSeconds:0.00} s");
            foreach (var (setting, results) in theirs)
            {
                results.Add(await peer.RunAsync(runs, setting));
                Progress.Say($"{runs:N0} runs, peer, {setting.Name}: {results[^1].PerSecond:N0}/s");
            }
        }

        var table = new MarkdownTable($"{runs:N0} runs, {times} times each", "runs/s", "last one started after, s", "started early", "TaskScheduler is faster by");
        Add(table, "**TaskScheduler**", ours, ours);
        foreach (var (setting, results) in theirs)
            Add(table, $"Quartz, {setting.Name}", results, ours);
        return table.ToString();
    }

    private static void Add(MarkdownTable table, string name, List<BurstResult> results, List<BurstResult> ours) => table.Row(
        name,
        Spread.Of(results.Select(result => result.PerSecond)).Say("N0"),
        Spread.Of(results.Select(result => result.LastStarted.TotalSeconds)).Say("0.00"),
        $"{results.Sum(result => result.Early)}",
        results == ours ? "" : $"× {Spread.Of(ours.Select(result => result.PerSecond)).Median / Spread.Of(results.Select(result => result.PerSecond)).Median:0.0}");
}
