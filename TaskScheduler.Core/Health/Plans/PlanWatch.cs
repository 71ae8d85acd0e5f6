using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Health.Plans;

/// <summary>Checks every minute whether every active task has a next run, or says why not.</summary>
internal sealed class PlanWatch(PlanCheck check, TimeProvider time, ILogger<PlanWatch> log) : RegularWatch(Period, time)
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override Task LookAsync(CancellationToken cancellationToken) => check.OnceAsync(cancellationToken);

    protected override void Failed(Exception error) => HealthLog.PlansNotChecked(log, error);
}
