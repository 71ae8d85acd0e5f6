using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Notes the size of the database hour by hour.</summary>
internal sealed class SizeWatch(SizeSamples samples, TimeProvider time, ILogger<SizeWatch> log) : RegularWatch(TimeSpan.FromHours(1), time)
{
    protected override Task LookAsync(CancellationToken cancellationToken) => samples.TakeAsync(cancellationToken);

    // A day without a size is a gap in a line.
    protected override void Failed(Exception error) => MaintenanceLog.SampleFailed(log, error);
}
