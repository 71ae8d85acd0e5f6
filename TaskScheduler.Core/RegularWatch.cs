using Microsoft.Extensions.Hosting;

namespace TaskScheduler.Core;

/// <summary>Looks after something again and again, from when the program starts until it stops. What fails at one time is tried again at the next.</summary>
/// <param name="period">From one time to the next; when the work takes longer, it goes on at once.</param>
public abstract class RegularWatch(TimeSpan period, TimeProvider time) : BackgroundService
{
    private PeriodicTimer? timer;

    protected TimeProvider Time => time;

    // Here and not in ExecuteAsync, which begins a moment later on another thread: what passes until then would be missed.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(period, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
            await TryAsync(LookAsync, Failed, stoppingToken);
    }

    /// <summary>What is done each time.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Logs what failed, and what it means.</summary>
    protected abstract void Failed(Exception error);

    /// <summary>Does a part of it that must not keep the others from being done.</summary>
    protected static async Task TryAsync(Func<CancellationToken, Task> act, Action<Exception> failed, CancellationToken stoppingToken)
    {
        try
        {
            await act(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // The loop of a chore: a full disk must not end it, and the program with it.
            failed(error);
        }
    }
}
