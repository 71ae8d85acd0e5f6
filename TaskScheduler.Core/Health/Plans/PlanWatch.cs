using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Health.Plans;

/// <summary>Checks every minute whether every active task has a next run, or says why not.</summary>
internal sealed class PlanWatch(PlanCheck check, TimeProvider time, ILogger<PlanWatch> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private PeriodicTimer? timer;

    // Before anything else starts: a timer that is made later would miss what passes until then.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(Period, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await check.OnceAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The loop of a chore: a full disk must not end it, and the program with it.
                HealthLog.PlansNotChecked(log, error);
            }
        }
    }
}
