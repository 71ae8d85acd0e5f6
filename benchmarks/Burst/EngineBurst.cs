using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Burst;

/// <summary>Runs of TaskScheduler that are due at one instant. They end when the database, read from outside, has every outcome.</summary>
internal sealed class EngineBurst
{
    private readonly Lead lead = new();

    public async Task<BurstResult> RunAsync(int runs)
    {
        BurstResult? result;
        do
            result = await TryRunAsync(runs);
        while (result is null);
        return result;
    }

    private async Task<BurstResult?> TryRunAsync(int runs)
    {
        using var folder = new TemporaryFolder();
        var starts = new Starts(runs);
        await using var engine = await EngineHost.StartAsync(folder.Location, starts);
        if (await lead.PrepareAsync(runs, (at, stop) => engine.CreateAsync(Drafts(runs, at), stop)) is not { } dueAt)
            return null;

        await starts.Full;
        using var ledger = new LedgerFile(folder.Location);
        while (ledger.CountSucceeded() < runs)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        var recorded = TimeProvider.System.GetUtcNow() - dueAt;
        if (ledger.CountRuns() != runs || starts.Count != runs)
            throw new InvalidOperationException($"{runs} occurrences became {ledger.CountRuns()} runs in the ledger and {starts.Count} starts.");
        return BurstResult.Of(starts, recorded);
    }

    private static IEnumerable<TaskDraft> Drafts(int runs, DateTimeOffset dueAt) => Enumerable.Range(0, runs).Select(number => new TaskDraft
    {
        Title = $"No operation {number}",
        Description = "Measures how many runs can be due at once.",
        Type = NoOpTaskType.Key,
        Schedule = new ScheduleDraft { Kind = "once", At = IsoText.Of(dueAt) },
    });
}
