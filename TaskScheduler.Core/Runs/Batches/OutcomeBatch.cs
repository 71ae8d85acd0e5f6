using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Outputs;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>A run as it has ended, which its task shows as its last.</summary>
internal readonly record struct EndedRun(Guid RunId, Guid TaskId, RunState State, DateTimeOffset EndedAt)
{
    /// <summary>The place in its trace from which on what follows from it goes on; null while no traces are sent.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Writes outcomes: those that succeeded all with a few statements, those with something to say one by one.</summary>
internal static class OutcomeBatch
{
    private static readonly string succeedSql = Packed.With(Packed.Id("run"), Packed.Number("fence"), Packed.Number("ended")) + """
        UPDATE runs SET state = 10, ended_at = packed.ended, reason = NULL, error = NULL, owner_id = NULL, lease_until = NULL FROM packed
        WHERE runs.id = packed.run AND runs.fence = packed.fence AND runs.state = 1 RETURNING id, fence
        """;

    /// <summary>Returns the outcomes that were written, and those that were refused because their runs are not held under the fence they were claimed with any more.</summary>
    public static (List<FinishedRun> Written, List<FinishedRun> Refused) Write(WriteSession session, IReadOnlyList<FinishedRun> finished)
    {
        finished = [.. finished.Select(run => run.State == RunState.Retrying ? Settled(session, run) : run)];
        var plain = finished.Where(run => run is { State: RunState.Succeeded, Reason: null }).ToList();
        var held = Succeed(session, plain);
        foreach (var run in finished.Where(run => run is not { State: RunState.Succeeded, Reason: null }))
            if (run.State == RunState.Retrying ? RetryLater(session, run) : End(session, run))
                held.Add(ClaimOf(run));
        var written = finished.Where(run => held.Contains(ClaimOf(run))).ToList();
        foreach (var run in written)
            if (run.Output is { } rest)
                OutputParts.WriteLast(session, rest);
        var ended = written.Where(run => run.State.HasEnded()).ToList();
        BecomeLast(session, ended.ConvertAll(run => new EndedRun(run.Run.Context.RunId, run.Run.Context.TaskId, run.State, run.EndedAt)));
        EndedJournal.Note(session, ended.ConvertAll(Figures));
        return (written, [.. finished.Where(run => !held.Contains(ClaimOf(run)))]);
    }

    /// <summary>Makes runs that have ended the last outcomes of their tasks; of several of one task, the one that stands last.</summary>
    public static void BecomeLast(WriteSession session, IReadOnlyCollection<EndedRun> ended) => StandingBatch.Write(session, ended);

    private static EndedFigures Figures(FinishedRun run) =>
        new(run.Run.Context.TaskId, run.Run.Type, run.State, run.Run.Context.DueAt, run.Run.StartedAt, run.EndedAt) { Retries = run.Run.Retries, Attempt = run.Run.Context.Attempt };

    private static (Guid RunId, int Fence) ClaimOf(FinishedRun run) => (run.Run.Context.RunId, run.Run.Fence);

    private static HashSet<(Guid RunId, int Fence)> Succeed(WriteSession session, List<FinishedRun> plain)
    {
        var succeeded = new HashSet<(Guid RunId, int Fence)>(plain.Count);
        if (plain.Count == 0)
            return succeeded;
        using var reader = session.Statement(succeedSql)
            .With("@count", plain.Count)
            .With("@run", Packed.Ids(plain, run => run.Run.Context.RunId))
            .With("@fence", Packed.Numbers(plain, run => run.Run.Fence))
            .With("@ended", Packed.Numbers(plain, run => run.EndedAt.ToUnixTimeMilliseconds()))
            .Read();
        while (reader.Read())
            succeeded.Add((GuidColumn.Read(reader, 0), reader.GetInt32(1)));
        return succeeded;
    }

    private static bool End(WriteSession session, FinishedRun finished) =>
        session.Statement("""
            UPDATE runs SET state = @state, ended_at = @ended, reason = @reason, error = @error, cause = @cause, owner_id = NULL, lease_until = NULL
            WHERE id = @id AND fence = @fence AND state = 1
            """)
            .With("@id", finished.Run.Context.RunId).With("@fence", finished.Run.Fence).With("@state", (long)finished.State)
            .With("@cause", finished.State == RunState.DeadLettered ? FailureCause.Of(finished.Error) : null)
            .With("@ended", finished.EndedAt).With("@reason", finished.Reason).With("@error", finished.Error).Execute() == 1;

    // A run that somebody cancelled meanwhile, or whose task is gone, is not tried again: it ends.
    private static FinishedRun Settled(WriteSession session, FinishedRun finished)
    {
        using var reader = session.Statement("SELECT r.cancelled_by, t.id FROM runs r LEFT JOIN tasks t ON t.id = r.task_id WHERE r.id = @id")
            .With("@id", finished.Run.Context.RunId).Read();
        if (!reader.Read())
            return finished;
        if (!reader.IsDBNull(0))
            return finished with { State = RunState.Cancelled, Reason = $"Cancelled by {reader.GetString(0)} while it was running.", Error = null, RetryAt = null };
        return reader.IsDBNull(1) ? finished with { State = finished.AttemptState, Reason = "Its task was deleted, so it is not tried again.", RetryAt = null } : finished;
    }

    private static bool RetryLater(WriteSession session, FinishedRun finished)
    {
        var kept = session.Statement("""
            INSERT INTO run_attempts (run_id, attempt, state, lost, started_at, ended_at, node, reason, error)
            SELECT id, attempt, @state, 0, started_at, @ended, node, NULL, @error FROM runs
            WHERE id = @id AND fence = @fence AND state = 1
            """)
            .With("@id", finished.Run.Context.RunId).With("@fence", finished.Run.Fence).With("@state", (long)finished.AttemptState)
            .With("@ended", finished.EndedAt).With("@error", finished.Error).Execute() == 1;
        if (!kept)
            return false;
        session.Statement("""
            UPDATE runs SET state = 2, attempt = attempt + 1, retries = retries + 1, retry_at = @at, started_at = NULL, node = NULL, owner_id = NULL, lease_until = NULL,
                reason = @reason, error = @error
            WHERE id = @id
            """)
            .With("@id", finished.Run.Context.RunId).With("@at", finished.RetryAt).With("@reason", finished.Reason).With("@error", finished.Error).Execute();
        RunInserts.NoteTrace(session, finished.Run.Context.RunId, finished.TraceParent);
        return true;
    }
}
