using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;

namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>Renews the figures by which tasks are sorted, those of short windows more often, and condenses old rollups.</summary>
internal sealed class RankingWatch(RankingKeeper keeper, RollupCondenser condenser, HistoryCount history, TimeProvider time, ILogger<RankingWatch> log) : RegularWatch(TimeSpan.FromSeconds(15), time)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(5);

    // However long it takes with very many tasks, it takes no more than a fiftieth of the time.
    private const int ShareOfTime = 50;

    private readonly Dictionary<MetricsWindow, DateTimeOffset> due = [];
    private bool historyWasDone = true;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        // Once all of the past is counted, nothing is as it was.
        if (history.IsDone && !historyWasDone)
            due.Clear();
        historyWasDone = history.IsDone;
        foreach (var window in MetricsWindows.ShortestFirst)
            await TryAsync(stop => RenewAsync(window, stop), Failed, cancellationToken);
        await TryAsync(stop => condenser.CondenseAsync(() => Task.Delay(pause, Time, stop)), error => MetricsLog.CondensingFailed(log, error), cancellationToken);
    }

    // What there is stays as it is until the next turn.
    protected override void Failed(Exception error) => MetricsLog.RankingFailed(log, error);

    /// <summary>How often the figures of a window are renewed.</summary>
    internal static TimeSpan Every(MetricsWindow window) => window switch
    {
        MetricsWindow.Hour => TimeSpan.FromSeconds(30),
        MetricsWindow.Day => TimeSpan.FromMinutes(2),
        MetricsWindow.Week => TimeSpan.FromMinutes(10),
        MetricsWindow.Month => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromHours(1),
    };

    private async Task RenewAsync(MetricsWindow window, CancellationToken cancellationToken)
    {
        var begun = Time.GetUtcNow();
        if (due.TryGetValue(window, out var at) && begun < at)
            return;
        await keeper.RenewAsync(window, cancellationToken);
        var took = Time.GetUtcNow() - begun;
        due[window] = begun + (took * ShareOfTime > Every(window) ? took * ShareOfTime : Every(window));
    }
}
