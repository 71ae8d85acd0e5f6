using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;

namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>Renews the figures by which tasks are sorted, those of short windows more often, and condenses old rollups.</summary>
internal sealed class RankingWatch(RankingKeeper keeper, RollupCondenser condenser, HistoryCount history, TimeProvider time, ILogger<RankingWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(5);

    // However long it takes with very many tasks, it takes no more than a fiftieth of the time.
    private const int ShareOfTime = 50;

    private readonly Dictionary<MetricsWindow, DateTimeOffset> due = [];
    private bool historyWasDone = true;
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(period, time, stoppingToken);
            // Once all of the past is counted, nothing is as it was.
            if (history.IsDone && !historyWasDone)
                due.Clear();
            historyWasDone = history.IsDone;
            foreach (var window in MetricsWindows.ShortestFirst)
                await TryAsync(() => RenewAsync(window, stoppingToken), MetricsLog.RankingFailed, stoppingToken);
            await TryAsync(() => condenser.CondenseAsync(() => Task.Delay(pause, time, stoppingToken)), MetricsLog.CondensingFailed, stoppingToken);
        }
    }

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
        var begun = time.GetUtcNow();
        if (due.TryGetValue(window, out var at) && begun < at)
            return;
        await keeper.RenewAsync(window, cancellationToken);
        var took = time.GetUtcNow() - begun;
        due[window] = begun + (took * ShareOfTime > Every(window) ? took * ShareOfTime : Every(window));
    }

    private async Task TryAsync(Func<Task> act, Action<ILogger, Exception> say, CancellationToken stoppingToken)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // The seam of a chore: what there is stays as it is until the next turn.
            say(log, error);
        }
    }
}
