using System.Diagnostics;

namespace TaskScheduler.Benchmarks.Burst;

/// <summary>How far ahead the due instant has to lie so that everything is in place before it; learned from one burst to the next.</summary>
internal sealed class Lead
{
    // Preparing is given up this long before the due instant: whatever is still under way then ends before it.
    private static readonly TimeSpan rest = TimeSpan.FromSeconds(2);

    private double preparedPerSecond = 500;

    /// <summary>Prepares runs for an instant. Returns it, or null when it came too near before all were prepared.</summary>
    /// <param name="prepare">Does it in parts, and stops between two of them when its token says so.</param>
    public async Task<DateTimeOffset?> PrepareAsync(int runs, Func<DateTimeOffset, CancellationToken, Task> prepare)
    {
        var ahead = rest + TimeSpan.FromSeconds(2 + (runs / preparedPerSecond * 1.4));
        var dueAt = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() + ahead).ToUnixTimeSeconds() + 1);
        using var tooNear = new CancellationTokenSource(dueAt - rest - TimeProvider.System.GetUtcNow(), TimeProvider.System);
        var start = Stopwatch.GetTimestamp();
        await prepare(dueAt, tooNear.Token);
        if (tooNear.IsCancellationRequested)
        {
            preparedPerSecond /= 2;
            return null;
        }

        preparedPerSecond = runs / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return dueAt;
    }
}
