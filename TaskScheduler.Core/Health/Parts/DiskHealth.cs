using Microsoft.Extensions.Options;
using TaskScheduler.Core.Maintenance;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>How much room there is where the data lies.</summary>
public sealed class DiskHealth(DataFolder folder, FactBoard board, IOptions<HealthOptions> options) : IHealthSource
{
    private const long Megabyte = 1_000_000;

    public HealthEntry Look()
    {
        var free = board.Latest?.FreeBytes;
        var status = free is not { } bytes ? HealthStatus.Healthy
            : bytes < options.Value.DiskFail * Megabyte ? HealthStatus.Unhealthy
            : bytes < options.Value.DiskWarn * Megabyte ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        var words = free is null ? "How much space is free can't be found out." : $"{ByteWords.Of(free.Value)} are free for the data folder.{(status == HealthStatus.Healthy ? "" : " Make room, or keep the history for a shorter time.")}";
        return new("disk", status, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["freeBytes"] = free, ["folder"] = folder.Location },
        };
    }
}
