using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Forecasting.Keeping;

/// <summary>What time alone brings: what waits is counted, the next minute predicted, and what is old removed.</summary>
internal sealed class ForecastChores(ForecastMemory memory, WaitingLoad waiting, IWriteGate gate, TimeProvider time)
{
    private const int SecondsInMinute = 60;
    private const int SecondsInHour = 3_600;

    private int prunedOn;
    private long sweptIn;
    private long minute;

    public async Task DoAsync(CancellationToken cancellationToken)
    {
        await waiting.RefreshAsync(cancellationToken);
        await memory.Past.PredictAsync(memory.Model);
        SweepEachHour();
        await PruneAsync(cancellationToken);
    }

    /// <summary>Whether another minute has begun since it was asked last.</summary>
    public bool MinutePassed()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds() / SecondsInMinute;
        return Interlocked.Exchange(ref minute, now) != now;
    }

    private void SweepEachHour()
    {
        var hour = time.GetUtcNow().ToUnixTimeSeconds() / SecondsInHour;
        if (sweptIn != hour)
            memory.Model.Sweep();
        sweptIn = hour;
    }

    // Once a day, the first time soon after the start.
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var today = TypeDurations.DayOf(time.GetUtcNow());
        if (prunedOn == today)
            return;
        await gate.WriteAsync(session =>
        {
            memory.Durations.Prune(session);
            memory.Past.Prune(session);
            return Task.FromResult(true);
        });
        await memory.Durations.ForgetGoneAsync(cancellationToken);
        prunedOn = today;
    }
}
