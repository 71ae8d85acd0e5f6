using TaskScheduler.Core.Firing;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>Whether the clock fires.</summary>
public sealed class ClockHealth(TaskClock clock, FactBoard board) : IHealthSource
{
    public HealthEntry Look() => new("clock", clock.IsRunning ? HealthStatus.Healthy : HealthStatus.Unhealthy, clock.IsRunning ? "The clock runs." : "The clock does not run: the program is starting or stopping.")
    {
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["running"] = clock.IsRunning, ["nextDueAt"] = board.Latest?.Ledger.NextDue },
    };
}
