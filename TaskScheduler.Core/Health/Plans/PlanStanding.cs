using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Health.Plans;

/// <summary>What a check of all plans found.</summary>
/// <param name="Repaired">How many tasks it has planned anew, or made the clock follow again.</param>
/// <param name="Unclear">How many active tasks are due never again because their schedules are not understood here.</param>
public sealed record PlanVerdict(DateTimeOffset At, int Repaired, int Unclear);

/// <summary>Whether every active task has a next run, or says why not.</summary>
public sealed class PlanStanding(IOptions<HealthOptions> options, TimeProvider time) : IHealthSource
{
    private volatile PlanVerdict? latest;
    private volatile PlanVerdict? repaired;

    /// <summary>Null before the first check.</summary>
    public PlanVerdict? Latest => latest;

    public void Note(PlanVerdict verdict)
    {
        latest = verdict;
        if (verdict.Repaired > 0)
            repaired = verdict;
    }

    public HealthEntry Look()
    {
        var (check, repair) = (latest, repaired);
        var recent = repair is not null && time.GetUtcNow() - repair.At < options.Value.Remember;
        var words = recent ? $"{English.Count(repair!.Repaired, "active task")} had no next run although {(repair.Repaired == 1 ? "its schedule goes" : "their schedules go")} on. {(repair.Repaired == 1 ? "It was" : "They were")} planned anew; the log names {(repair.Repaired == 1 ? "it" : "them")}."
            : check is null ? "It was not checked yet whether every active task has a next run."
            : check.Unclear > 0 ? $"{English.Count(check.Unclear, "active task")} can't be planned: the schedule is not understood here. Edit {(check.Unclear == 1 ? "it" : "them")}; the log says what is wrong."
            : "Every active task has a next run, or says why not.";
        return new("plans", recent || check?.Unclear > 0 ? HealthStatus.Degraded : HealthStatus.Healthy, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["checkedAt"] = check?.At, ["repaired"] = repair?.Repaired ?? 0, ["repairedAt"] = repair?.At, ["notUnderstood"] = check?.Unclear },
        };
    }
}
