using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Outputs;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>A run as it has ended, which its task shows as its last.</summary>
internal readonly record struct EndedRun(Guid RunId, Guid TaskId, RunState State, DateTimeOffset EndedAt);

/// <summary>Writes outcomes: those that succeeded all with a few statements, those with something to say one by one.</summary>
internal static class OutcomeBatch
{
    private static readonly string succeedSql = Packed.With(Packed.Id("run"), Packed.Number("fence"), Packed.Number("ended")) + """
        UPDATE runs SET state = 10, ended_at = packed.ended, reason = NULL, error = NULL FROM packed
        WHERE runs.id = packed.run AND runs.fence = packed.fence AND runs.state = 1 RETURNING id
        """;

    private static readonly string becomeLastSql = Packed.With(Packed.Id("run"), Packed.Id("task"), Packed.Number("state"), Packed.Number("ended")) + """
        UPDATE plans SET last_run_id = packed.run, last_state = packed.state, last_ended_at = packed.ended FROM packed WHERE plans.task_id = packed.task
        """;

    /// <summary>Returns the runs whose outcome was refused, because they are not held under the fence they were claimed with any more.</summary>
    public static List<FinishedRun> Write(WriteSession session, IReadOnlyList<FinishedRun> finished)
    {
        var plain = finished.Where(run => run is { State: RunState.Succeeded, Reason: null }).ToList();
        var held = Succeed(session, plain);
        foreach (var run in finished.Where(run => run is not { State: RunState.Succeeded, Reason: null }))
            if (WriteOne(session, run))
                held.Add(run.Run.Context.RunId);
        var written = finished.Where(run => held.Contains(run.Run.Context.RunId)).ToList();
        foreach (var run in written)
            if (run.Output is { } rest)
                OutputParts.WriteLast(session, rest);
        BecomeLast(session, written.ConvertAll(run => new EndedRun(run.Run.Context.RunId, run.Run.Context.TaskId, run.State, run.EndedAt)));
        return [.. finished.Where(run => !held.Contains(run.Run.Context.RunId))];
    }

    /// <summary>Makes runs that have ended the last outcomes of their tasks; of several of one task, the one that stands last.</summary>
    public static void BecomeLast(WriteSession session, IReadOnlyCollection<EndedRun> ended)
    {
        var last = new Dictionary<Guid, EndedRun>(ended.Count);
        foreach (var run in ended)
            last[run.TaskId] = run;
        if (last.Count == 0)
            return;
        var runs = last.Values.ToList();
        session.Statement(becomeLastSql)
            .With("@count", runs.Count)
            .With("@run", Packed.Ids(runs, run => run.RunId))
            .With("@task", Packed.Ids(runs, run => run.TaskId))
            .With("@state", Packed.Numbers(runs, run => (long)run.State))
            .With("@ended", Packed.Numbers(runs, run => run.EndedAt.ToUnixTimeMilliseconds()))
            .Execute();
    }

    private static HashSet<Guid> Succeed(WriteSession session, List<FinishedRun> plain)
    {
        if (plain.Count == 0)
            return [];
        return
        [
            .. session.Statement(succeedSql)
                .With("@count", plain.Count)
                .With("@run", Packed.Ids(plain, run => run.Run.Context.RunId))
                .With("@fence", Packed.Numbers(plain, run => run.Run.Fence))
                .With("@ended", Packed.Numbers(plain, run => run.EndedAt.ToUnixTimeMilliseconds()))
                .ReadIds(),
        ];
    }

    private static bool WriteOne(WriteSession session, FinishedRun finished) =>
        session.Statement("UPDATE runs SET state = @state, ended_at = @ended, reason = @reason, error = @error WHERE id = @id AND fence = @fence AND state = 1")
            .With("@id", finished.Run.Context.RunId).With("@fence", finished.Run.Fence).With("@state", (long)finished.State)
            .With("@ended", finished.EndedAt).With("@reason", finished.Reason).With("@error", finished.Error).Execute() == 1;
}
