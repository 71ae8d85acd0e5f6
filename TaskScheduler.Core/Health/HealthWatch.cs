using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Health;

/// <summary>Gathers every few seconds what health can't know from memory. It starts after the engine, which opens the database, and stops before it.</summary>
internal sealed class HealthWatch(FactGathering gathering, FactBoard board, ClockSteps steps, TimeProvider time, ILogger<HealthWatch> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private PeriodicTimer? timer;

    // Before anything else starts: a timer that is made later would miss what passes until then.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(Period, time);
        steps.Look();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            if (steps.Look() is { } step)
                HealthLog.ClockStepped(log, step.By);
            board.Latest = await gathering.GatherAsync(stoppingToken);
        }
        while (await timer!.WaitForNextTickAsync(stoppingToken));
    }
}
