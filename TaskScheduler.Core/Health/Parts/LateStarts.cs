using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>A run that started too late.</summary>
public sealed record LateStart(Guid RunId, Guid TaskId, string Title, DateTimeOffset DueAt, DateTimeOffset StartedAt)
{
    public TimeSpan Lateness => StartedAt - DueAt;
}

/// <summary>
/// Whether tasks start within ten seconds of their time. What a limit or another run of its task kept from starting counts as
/// on time: somebody wanted it so.
/// </summary>
public sealed class LateStarts(FactBoard board, IOptions<HealthOptions> options, TimeProvider time) : IHealthSource
{
    /// <summary>How many are kept, the latest ones.</summary>
    public const int Kept = 100;

    private readonly Lock gate = new();
    private readonly Queue<LateStart> latest = new(Kept);

    /// <summary>Those that started late within the last while, the latest first.</summary>
    public IReadOnlyList<LateStart> Recent()
    {
        var since = time.GetUtcNow() - options.Value.Remember;
        lock (gate)
            return [.. latest.Where(start => start.StartedAt >= since).Reverse()];
    }

    /// <summary>Takes note of runs that an attempt of this process has begun.</summary>
    public void Started(IReadOnlyList<ClaimedRun> claimed)
    {
        foreach (var run in claimed)
            if (run is { Waited: false, Trigger: <= RunTrigger.CatchUp, Context.Attempt: 1, StartedAt: { } started } && started - run.Context.DueAt > RunAlerts.Lateness)
                Add(new(run.Context.RunId, run.Context.TaskId, run.Context.Title, run.Context.DueAt, started));
    }

    public HealthEntry Look()
    {
        var (late, age) = (Recent(), AgeOfOldest());
        var waits = age > RunAlerts.Lateness;
        return new("punctuality", late.Count > 0 || waits ? HealthStatus.Degraded : HealthStatus.Healthy, Words(late, waits ? age : null))
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["lateStarts"] = late.Count,
                ["worstLatenessMs"] = late.Count == 0 ? null : (long)late.Max(start => start.Lateness).TotalMilliseconds,
                ["oldestDueMs"] = age is { } known ? (long)known.TotalMilliseconds : null,
            },
        };
    }

    private string Words(IReadOnlyList<LateStart> late, TimeSpan? waiting)
    {
        var said = new List<string>();
        if (waiting is { } age)
            said.Add($"A run that was due {AlertWords.Lasting(age)} ago has not started.");
        if (late.Count > 0)
            said.Add($"{(late.Count == Kept ? $"At least {Kept} runs" : English.Count(late.Count, "run"))} started more than {RunAlerts.Lateness.TotalSeconds:0} s late within the last {AlertWords.Lasting(options.Value.Remember)}, at worst {AlertWords.Lasting(late.Max(start => start.Lateness))}.");
        return said.Count == 0 ? $"Tasks start within {RunAlerts.Lateness.TotalSeconds:0} s of their time." : string.Join(' ', said);
    }

    /// <summary>Since when the oldest run waits that nothing keeps from starting, or a task whose time has passed; null when nothing does.</summary>
    private TimeSpan? AgeOfOldest()
    {
        if (board.Latest is not { } facts)
            return null;
        var oldest = facts.Ledger.OldestDue is { } run && !(facts.Ledger.NextDue < run) ? run : facts.Ledger.NextDue;

        // As it was when it was looked at: by now it may have started.
        return oldest <= facts.At ? facts.At - oldest : null;
    }

    private void Add(LateStart start)
    {
        lock (gate)
        {
            if (latest.Count == Kept)
                latest.Dequeue();
            latest.Enqueue(start);
        }
    }
}
