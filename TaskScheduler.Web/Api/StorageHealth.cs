using Microsoft.Extensions.Diagnostics.HealthChecks;
using TaskScheduler.Core.Persistence.Outages;

namespace TaskScheduler.Web.Api;

/// <summary>Degraded while what runs have come to waits for the disk: the program goes on, and loses nothing, but somebody has to look.</summary>
public sealed class StorageHealth(StorageWatch storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(storage.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble.Words) : HealthCheckResult.Healthy());
}
