using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Runs.Listing;

/// <summary>Counts, soon after the start, the lists that people open first: where the disk has to be read, millions of runs take many seconds, and nobody should wait for them.</summary>
internal sealed class UsualTotals(RunStore runs, TimeProvider time, ILogger<UsualTotals> log) : BackgroundService
{
    // What was due and what people open at once come first.
    private static readonly TimeSpan afterStart = TimeSpan.FromSeconds(10);

    // The longest last: while it is counted for many seconds, the others are there.
    private static readonly RunState?[] lists =
    [
        RunState.Failed, RunState.DeadLettered, RunState.TimedOut, null, RunState.Cancelled, RunState.Skipped, RunState.Missed, RunState.Succeeded,
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(afterStart, time, stoppingToken);
        await CountAsync(stoppingToken);
    }

    internal async Task CountAsync(CancellationToken stoppingToken)
    {
        foreach (var state in lists)
        {
            try
            {
                // Elsewhere: SQLite counts on the thread that asks. A stop does not wait for it.
                await Task.Run(() => runs.CountAheadAsync(new RunQuery { State = state }), stoppingToken).WaitAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The seam to the disk: whoever opens the list counts it.
                RunsLog.NotCountedAhead(log, error);
            }
        }
    }
}
