using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Core.Health;

/// <summary>The system's clock was set.</summary>
/// <param name="By">How far, forwards or (negative) back.</param>
public sealed record ClockStep(DateTimeOffset At, TimeSpan By);

/// <summary>Notices that the system's clock was set, by holding it against the one that only counts on. A machine that slept looks like a step forwards.</summary>
public sealed class ClockSteps(IOptions<HealthOptions> options, TimeProvider time) : IHealthSource
{
    /// <summary>A clock that is kept right by small corrections stays far below this between two looks.</summary>
    internal static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private (DateTimeOffset Clock, long Count)? before;
    private ClockStep? last;

    /// <summary>Compares the two since the last look; returns the step when there was one.</summary>
    public ClockStep? Look()
    {
        lock (gate)
        {
            var (clock, count) = (time.GetUtcNow(), time.GetTimestamp());
            var by = before is { } earlier ? clock - earlier.Clock - time.GetElapsedTime(earlier.Count, count) : TimeSpan.Zero;
            before = (clock, count);
            if (by.Duration() < Noticed)
                return null;
            return last = new(clock, by);
        }
    }

    HealthEntry IHealthSource.Look()
    {
        var step = last;
        var recent = step is not null && (time.GetUtcNow() - step.At).Duration() < options.Value.Remember;
        var words = !recent ? "The system's clock runs evenly."
            : step!.By < TimeSpan.Zero ? $"The system's clock was set back by {AlertWords.Lasting(step.By.Duration())}. What is due in the time that comes twice runs once."
            : $"The system's clock went forwards by {AlertWords.Lasting(step.By)}: it was set, or the machine slept. What was due meanwhile is made up for.";
        return new("systemClock", recent ? HealthStatus.Degraded : HealthStatus.Healthy, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["lastStepAt"] = step?.At, ["lastStepMs"] = step is null ? null : (long)step.By.TotalMilliseconds },
        };
    }
}
