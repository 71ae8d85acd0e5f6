using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>Decides about runs whose task has other runs that have not ended, inside the transaction that claims.</summary>
internal sealed class OverlapRule(WriteSession session)
{
    private readonly Dictionary<Guid, List<Other>> runsOfTask = [];

    /// <summary>What is to become of a waiting run.</summary>
    public Verdict Of(Candidate run)
    {
        var others = Others(run.TaskId).FindAll(other => other.RunId != run.RunId);
        var running = others.FindAll(other => other.IsRunning);
        if (running.Count == 0 || run.Overlap == Overlap.Allow)
            return Verdict.Start;

        // What somebody asked for, or wants tried again, is not dropped for another run; it waits.
        if (run.IsAskedFor)
            return Verdict.Hold;
        if (run.Overlap == Overlap.Skip)
            return Verdict.Skip("The run of its task before it was still running.");
        if (others.Exists(other => !other.IsRunning && (other.DueAt < run.DueAt || (other.DueAt == run.DueAt && other.RunId.CompareTo(run.RunId) < 0))))
            return Verdict.Skip("Another run of its task was waiting already.");
        return run.Overlap == Overlap.CancelPrevious ? Verdict.HoldAndCancel([.. running.Select(other => other.RunId)]) : Verdict.Hold;
    }

    /// <summary>From now on the run counts as running.</summary>
    public void Started(Candidate run)
    {
        if (runsOfTask.TryGetValue(run.TaskId, out var runs) && runs.Find(other => other.RunId == run.RunId) is { } own)
            own.IsRunning = true;
    }

    /// <summary>From now on the run does not count any more.</summary>
    public void Skipped(Candidate run) => runsOfTask[run.TaskId].RemoveAll(other => other.RunId == run.RunId);

    private List<Other> Others(Guid taskId)
    {
        if (runsOfTask.TryGetValue(taskId, out var known))
            return known;
        using var reader = session.Statement("SELECT id, state, due_at FROM runs WHERE task_id = @task AND ended_at IS NULL AND state IN (0, 1)").With("@task", taskId).Read();
        var runs = new List<Other>();
        while (reader.Read())
            runs.Add(new(GuidColumn.Read(reader, 0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))) { IsRunning = reader.GetInt64(1) == (long)RunState.Running });
        runsOfTask.Add(taskId, runs);
        return runs;
    }

    /// <summary>A waiting run, as far as it matters here.</summary>
    internal readonly record struct Candidate(Guid RunId, Guid TaskId, DateTimeOffset DueAt, bool IsAskedFor, Overlap Overlap);

    private sealed record Other(Guid RunId, DateTimeOffset DueAt)
    {
        public bool IsRunning { get; set; }
    }
}

/// <summary>What is to become of a waiting run.</summary>
/// <param name="SkipReason">Null unless it is skipped.</param>
/// <param name="Cancel">The runs to cancel first.</param>
internal sealed record Verdict(bool Starts, string? SkipReason, IReadOnlyList<Guid> Cancel)
{
    public static Verdict Start { get; } = new(true, null, []);

    public static Verdict Hold { get; } = new(false, null, []);

    public static Verdict Skip(string reason) => new(false, reason, []);

    public static Verdict HoldAndCancel(IReadOnlyList<Guid> running) => new(false, null, running);
}
