using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>Has what is past its time deleted, hour by hour.</summary>
internal sealed class RetentionWatch(RetentionPass pass, TimeProvider time, ILogger<RetentionWatch> log) : RegularWatch(TimeSpan.FromHours(1), time)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await pass.StopAsync();
    }

    protected override Task LookAsync(CancellationToken cancellationToken) => pass.Start(null).Ended.WaitAsync(cancellationToken);

    protected override void Failed(Exception error) => MaintenanceLog.RetentionFailed(log, error);
}
