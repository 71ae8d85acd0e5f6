using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Maintenance.Pacing;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Has the journal taken up each second, or a second later when nothing was noted before: ten thousand runs that are due at one
/// instant have ended by then, and are not held up. What is noted after it stops waits for the next start.
/// </summary>
internal sealed class RollWatch(JournalRoller roller, QuietPace pace, TimeProvider time, ILogger<RollWatch> log) : RegularWatch(TimeSpan.FromSeconds(1), time)
{
    private bool isEmpty;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        (var wasEmpty, isEmpty) = (isEmpty, await roller.IsEmptyAsync());
        if (isEmpty || wasEmpty)
            return;
        var begun = pace.Now;
        await roller.RollAsync(async () =>
        {
            await pace.RestAsync(pace.Since(begun), cancellationToken);
            begun = pace.Now;
        });
    }

    // What is noted stays noted until its next turn.
    protected override void Failed(Exception error) => MetricsLog.RollFailed(log, error);
}
