using System.Data.Common;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>Who claims, and until when the claim holds unless it is renewed.</summary>
internal sealed record Claimant(Guid OwnerId, string Node, DateTimeOffset Now, DateTimeOffset LeaseUntil);

/// <summary>What became of runs that somebody wanted to claim; those that were not queued any more are in none of the lists.</summary>
internal sealed class ClaimResult
{
    public List<ClaimedRun> Claimed { get; } = [];

    public List<(QueuedRun Run, WaitsFor What)> Held { get; } = [];

    public List<EndedRun> Skipped { get; } = [];

    public List<EndedFigures> SkippedFigures { get; } = [];

    /// <summary>Running runs that have to make way.</summary>
    public List<Guid> ToCancel { get; } = [];
}

/// <summary>Takes hold of queued runs, all that nothing keeps from starting with two statements.</summary>
internal static class ClaimBatch
{
    // How many runs of its task have not ended is read in an index alone; only where there are several somebody has to look at them.
    private static readonly string readSql = Packed.With(Packed.Id("run")) + """
        SELECT r.id, r.task_id, t.title, t.description, t.user_email, COALESCE(i.payload, t.payload), r.due_at, r.attempt, t.type, t.time_limit_ms, r.fence, i.input,
            t.execution, r.retries, t.tags, (SELECT COUNT(*) FROM runs o WHERE o.task_id = r.task_id AND o.ended_at IS NULL), r.priority, r."trigger", t.notify, t.schedule_kind, i.trace_parent, t.trace_parent
        FROM packed CROSS JOIN runs r CROSS JOIN tasks t LEFT JOIN run_inputs i ON i.run_id = r.id WHERE r.id = packed.run AND r.state = 0 AND t.id = r.task_id
        """;

    private static readonly string claimSql = Packed.With(Packed.Id("run")) + """
        UPDATE runs SET state = 1, started_at = @now, node = @node, owner_id = @owner, lease_until = @until, fence = fence + 1 WHERE id IN (SELECT run FROM packed)
        """;

    /// <summary>Claims those of the runs that are queued and that nothing keeps from starting.</summary>
    public static ClaimResult Claim(WriteSession session, IReadOnlyList<QueuedRun> runs, Claimant claimant, Admission admission)
    {
        var result = new ClaimResult();
        var overlap = new OverlapRule(session);
        foreach (var waiting in ReadQueued(session, [.. runs.Select(run => run.RunId).Distinct()]))
            Decide(session, waiting, overlap, admission, claimant.Now, result);
        if (result.Claimed.Count > 0)
            session.Statement(claimSql)
                .With("@count", result.Claimed.Count).With("@run", Packed.Ids(result.Claimed, run => run.Context.RunId))
                .With("@now", claimant.Now).With("@node", claimant.Node).With("@owner", claimant.OwnerId).With("@until", claimant.LeaseUntil)
                .Execute();
        OutcomeBatch.BecomeLast(session, result.Skipped);
        EndedJournal.Note(session, result.SkippedFigures);
        return result;
    }

    private static void Decide(WriteSession session, Waiting waiting, OverlapRule overlap, Admission admission, DateTimeOffset now, ClaimResult result)
    {
        var context = waiting.Run.Context;
        var candidate = new OverlapRule.Candidate(context.RunId, context.TaskId, context.DueAt, context.Attempt > 1 || waiting.Run.Trigger > RunTrigger.CatchUp, waiting.Run.Rules.Overlap);
        var verdict = waiting.ActiveRuns > 1 ? overlap.Of(candidate) : Verdict.Start;
        if (verdict.SkipReason is { } reason)
        {
            Skip(session, context.RunId, reason, now);
            overlap.Skipped(candidate);
            result.Skipped.Add(new(context.RunId, context.TaskId, RunState.Skipped, now));
            result.SkippedFigures.Add(new(context.TaskId, waiting.Run.Type, RunState.Skipped, context.DueAt, null, now) { Retries = waiting.Run.Retries, Attempt = context.Attempt });
        }
        else if (!verdict.Starts)
        {
            result.Held.Add((waiting.Queued, WaitsFor.OwnTask(context.TaskId)));
            result.ToCancel.AddRange(verdict.Cancel);
        }
        else if (admission.Refuses(context.RunId, waiting.Run.Type, waiting.Tags) is { } what)
        {
            result.Held.Add((waiting.Queued, what));
        }
        else
        {
            overlap.Started(candidate);
            result.Claimed.Add(waiting.Run with { StartedAt = now, Waited = admission.HasWaited(context.RunId), LimitKeys = admission.Admit(waiting.Run.Type, waiting.Tags) });
        }
    }

    private static void Skip(WriteSession session, Guid runId, string reason, DateTimeOffset now) =>
        session.Statement("UPDATE runs SET state = 14, ended_at = @now, reason = @reason WHERE id = @id").With("@id", runId).With("@now", now).With("@reason", reason).Execute();

    private static List<Waiting> ReadQueued(WriteSession session, Guid[] ids)
    {
        var queued = new List<Waiting>(ids.Length);
        if (ids.Length == 0)
            return queued;
        using var reader = session.Statement(readSql).With("@count", ids.Length).With("@run", Packed.Ids(ids, id => id)).Read();
        while (reader.Read())
            queued.Add(new(Read(reader), reader.GetString(14), reader.GetInt32(15), reader.GetInt32(16)));
        return queued;
    }

    private static ClaimedRun Read(DbDataReader reader)
    {
        var context = new RunContext(
            GuidColumn.Read(reader, 0),
            GuidColumn.Read(reader, 1),
            reader.GetString(2),
            reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetString(4),
            reader.GetString(5),
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)),
            reader.GetInt32(7))
        {
            Input = reader.IsDBNull(11) ? null : reader.GetString(11),
        };
        return new ClaimedRun(context, reader.GetString(8), TimeSpan.FromMilliseconds(reader.GetInt64(9)), reader.GetInt32(10) + 1)
        {
            Rules = ExecutionColumn.Read(reader.GetString(12)),
            Retries = reader.GetInt32(13),
            Trigger = (RunTrigger)reader.GetInt32(17),
            Trace = TraceOrigin.Of(reader.IsDBNull(20) ? null : reader.GetString(20), reader.IsDBNull(21) ? null : reader.GetString(21), reader.GetString(19)),
            Mail = context.UserEmail is null ? ExecutedMail.Never : NotifyColumn.Read(reader.GetString(18)).ExecutedFor(reader.GetString(19)),
        };
    }

    private readonly record struct Waiting(ClaimedRun Run, string Tags, int ActiveRuns, int Priority)
    {
        public QueuedRun Queued => new(Run.Context.RunId, Run.Context.TaskId, Priority);
    }
}
