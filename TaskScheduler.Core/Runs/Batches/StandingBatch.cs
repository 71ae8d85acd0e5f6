using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>Keeps how tasks fare as their runs end: the last outcome, failures in a row, the last success. What was skipped, missed or cancelled counts as neither.</summary>
internal static class StandingBatch
{
    // Nearly all outcomes are this: a success after which the task has no failures.
    private static readonly string succeededSql = Packed.With(Packed.Id("run"), Packed.Id("task"), Packed.Number("ended")) + """
        UPDATE plans SET last_run_id = packed.run, last_state = 10, last_ended_at = packed.ended, last_success_at = packed.ended, failures = 0, failed_at = NULL, failed_run_id = NULL
        FROM packed WHERE plans.task_id = packed.task
        """;

    // "kept" is 0 where a success of this batch has ended the row of failures from before. A success of the instant 0 is none.
    private static readonly string mixedSql = Packed.With(
        Packed.Id("run"), Packed.Id("task"), Packed.Number("state"), Packed.Number("ended"), Packed.Number("kept"), Packed.Number("failed"), Packed.Id("failure"), Packed.Number("failedat"), Packed.Number("success")) + """
        UPDATE plans SET last_run_id = packed.run, last_state = packed.state, last_ended_at = packed.ended,
            failures = failures * packed.kept + packed.failed,
            failed_at = CASE WHEN packed.failed > 0 THEN packed.failedat WHEN packed.kept = 1 THEN failed_at END,
            failed_run_id = CASE WHEN packed.failed > 0 THEN packed.failure WHEN packed.kept = 1 THEN failed_run_id END,
            last_success_at = CASE WHEN packed.success > 0 THEN packed.success ELSE last_success_at END
        FROM packed WHERE plans.task_id = packed.task
        """;

    public static void Write(WriteSession session, IReadOnlyCollection<EndedRun> ended)
    {
        var standings = new Dictionary<Guid, Standing>(ended.Count);
        foreach (var run in ended)
            standings[run.TaskId] = standings.GetValueOrDefault(run.TaskId, Standing.Unchanged).After(run);
        var succeeded = new List<Standing>(standings.Count);
        var mixed = new List<Standing>();
        foreach (var standing in standings.Values)
            (standing.Last.State == RunState.Succeeded ? succeeded : mixed).Add(standing);
        Succeeded(session, succeeded);
        Mixed(session, mixed);
    }

    /// <summary>Forgets the failures of a task that was set inactive: once it is active again it starts anew.</summary>
    public static void Forget(WriteSession session, Guid taskId) =>
        session.Statement("UPDATE plans SET failures = 0, failed_at = NULL, failed_run_id = NULL WHERE task_id = @task AND failures > 0").With("@task", taskId).Execute();

    private static void Succeeded(WriteSession session, List<Standing> standings)
    {
        if (standings.Count > 0)
            session.Statement(succeededSql)
                .With("@count", standings.Count)
                .With("@run", Packed.Ids(standings, one => one.Last.RunId))
                .With("@task", Packed.Ids(standings, one => one.Last.TaskId))
                .With("@ended", Packed.Numbers(standings, one => one.Last.EndedAt.ToUnixTimeMilliseconds()))
                .Execute();
    }

    private static void Mixed(WriteSession session, List<Standing> standings)
    {
        if (standings.Count > 0)
            session.Statement(mixedSql)
                .With("@count", standings.Count)
                .With("@run", Packed.Ids(standings, one => one.Last.RunId))
                .With("@task", Packed.Ids(standings, one => one.Last.TaskId))
                .With("@state", Packed.Numbers(standings, one => (long)one.Last.State))
                .With("@ended", Packed.Numbers(standings, one => one.Last.EndedAt.ToUnixTimeMilliseconds()))
                .With("@kept", Packed.Numbers(standings, one => one.Success is null ? 1 : 0))
                .With("@failed", Packed.Numbers(standings, one => one.Failures))
                .With("@failure", Packed.Ids(standings, one => one.Failure.RunId))
                .With("@failedat", Packed.Numbers(standings, one => one.Failures == 0 ? 0 : one.Failure.EndedAt.ToUnixTimeMilliseconds()))
                .With("@success", Packed.Numbers(standings, one => one.Success?.ToUnixTimeMilliseconds() ?? 0))
                .Execute();
    }

    /// <summary>What the ended runs of one task make of how it fares.</summary>
    /// <param name="Last">The run that ended last.</param>
    /// <param name="Failures">How many have failed after the last success among them.</param>
    /// <param name="Failure">The latest of these.</param>
    /// <param name="Success">When the last of them succeeded; null when none has.</param>
    private readonly record struct Standing(EndedRun Last, int Failures, EndedRun Failure, DateTimeOffset? Success)
    {
        public static Standing Unchanged => default;

        public Standing After(EndedRun run) => run.State switch
        {
            RunState.Succeeded => new(run, 0, default, run.EndedAt),
            _ when run.State.HasRun() => this with { Last = run, Failures = Failures + 1, Failure = run },
            _ => this with { Last = run },
        };
    }
}
