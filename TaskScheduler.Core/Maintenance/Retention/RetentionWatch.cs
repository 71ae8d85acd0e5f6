using Microsoft.Extensions.Hosting;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>Has what is past its time deleted, hour by hour.</summary>
internal sealed class RetentionWatch(RetentionPass pass, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromHours(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await pass.StopAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await pass.Start(null).Ended.WaitAsync(stoppingToken);
    }
}
