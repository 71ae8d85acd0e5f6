using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Pacing;

/// <summary>Keeps long work out of the way of runs: between its steps it rests, the longer the more others want to write.</summary>
/// <param name="time">The clock of the machine: this is about its load, not about when anything is due.</param>
public sealed class QuietPace(IGateLoad gate, TimeProvider time)
{
    /// <summary>How long one step may keep others waiting.</summary>
    public static readonly TimeSpan StepAim = TimeSpan.FromMilliseconds(5);

    // At most a fifth of the time is work.
    private const int RestPerWork = 4;

    private static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(5);

    // Under a load that never ends there has to be an end of waiting, or nothing would ever be deleted.
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(1);

    /// <summary>To be called after some steps that wrote: else a run that commits next would have to empty the journal they filled.</summary>
    public void Relieve() => gate.Relieve();

    public long Now => time.GetTimestamp();

    public TimeSpan Since(long begin) => time.GetElapsedTime(begin);

    /// <summary>Rests after a step; at most a second longer than four times the step.</summary>
    /// <param name="worked">How long the step took.</param>
    public async Task RestAsync(TimeSpan worked, CancellationToken cancellationToken)
    {
        await Task.Delay(worked * RestPerWork > shortest ? worked * RestPerWork : shortest, time, cancellationToken);
        for (var waited = TimeSpan.Zero; gate.Waiting > 0 && waited < longest; waited += look)
            await Task.Delay(look, time, cancellationToken);
    }
}
