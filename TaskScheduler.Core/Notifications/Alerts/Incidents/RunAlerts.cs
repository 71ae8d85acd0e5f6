using System.Data.Common;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Batches;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>Holds what becomes of runs against the rules, in the transaction in which it becomes so.</summary>
public sealed class RunAlerts
{
    /// <summary>Starting later than this after its time is late.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);

    // Runs that never ran lie between those that count; of a task that has had so many of them, the latest are enough.
    private const int LookedThrough = 500;

    private readonly AlertRules rules;
    private readonly IncidentBook book;
    private readonly TimeProvider time;

    internal RunAlerts(AlertRules rules, IncidentBook book, TimeProvider time)
    {
        this.rules = rules;
        this.book = book;
        this.time = time;
    }

    /// <summary>Looks at runs that an attempt of this process begins.</summary>
    public void Claimed(WriteSession session, IReadOnlyList<ClaimedRun> claimed)
    {
        var now = time.GetUtcNow();
        var onTime = new List<GoodRun>();
        foreach (var run in claimed)
        {
            if (run.Context.Attempt > 1 || run.Trigger > RunTrigger.CatchUp)
                continue;
            var lateness = now - run.Context.DueAt;
            if (lateness > Lateness)
                Find(session, rules.Of(AlertKind.Late), new(run.Context.TaskId, run.Context.Title, run.Context.RunId, $"It started {AlertWords.Lasting(lateness)} after its time."));
            else if (run.Trigger == RunTrigger.Schedule)
                onTime.Add(new(run.Context.TaskId, run.Context.RunId));
        }

        book.Started(session, onTime);
    }

    /// <summary>Looks at occurrences that were recorded as missed.</summary>
    /// <param name="reason">As their row has it.</param>
    internal void Missed(WriteSession session, Guid taskId, Guid runId, string reason)
    {
        if (rules.Of(AlertKind.Missed) is { Count: > 0 } looking && TitleOf(session, taskId) is { } title)
            Find(session, looking, new(taskId, title, runId, reason));
    }

    /// <summary>Looks at runs that have ended, in the order in which they did.</summary>
    internal void Ended(WriteSession session, IReadOnlyList<EndedRun> ended)
    {
        // A success counts if no failure of its task comes after it.
        var good = new Dictionary<Guid, GoodRun>();
        foreach (var run in ended)
            if (run.State == RunState.Succeeded)
                good[run.TaskId] = new(run.TaskId, run.RunId);
            else if (run.State.HasRun())
            {
                good.Remove(run.TaskId);
                Failed(session, run);
            }

        book.Succeeded(session, [.. good.Values]);
    }

    private static string? TitleOf(WriteSession session, Guid taskId)
    {
        using var reader = session.Statement("SELECT title FROM tasks WHERE id = @task").With("@task", taskId).Read();
        return reader.Read() ? reader.GetString(0) : null;
    }

    private void Failed(WriteSession session, EndedRun run)
    {
        var (each, inARow, dead) = (rules.Of(AlertKind.Failed), rules.Of(AlertKind.FailedInARow), rules.Of(AlertKind.DeadLetter));
        if (each.Count + inARow.Count + (run.State == RunState.DeadLettered ? dead.Count : 0) == 0 || FactsOf(session, run) is not { } facts)
            return;
        Find(session, each, facts);
        if (run.State == RunState.DeadLettered)
            Find(session, dead, facts with { Detail = $"{facts.Detail}\nIt is not tried again by itself: retry or discard it." });
        foreach (var rule in inARow.Where(rule => IncidentBook.LooksAt(session, rule, run.TaskId)))
            if (InARow(session, run.TaskId) is var count && count >= rule.Limits.Count)
                book.Found(session, rule, facts with { Detail = $"{count} runs in a row did not succeed. The last error: {facts.Detail}" });
    }

    private void Find(WriteSession session, IReadOnlyList<AlertRule> looking, Finding finding)
    {
        foreach (var rule in looking)
            if (IncidentBook.LooksAt(session, rule, finding.TaskId))
                book.Found(session, rule, finding);
    }

    // Of a task that was deleted while its run was going nobody is told.
    private static Finding? FactsOf(WriteSession session, EndedRun run)
    {
        using var reader = session.Statement("SELECT r.title, r.error, r.reason FROM runs r JOIN tasks t ON t.id = r.task_id WHERE r.id = @run").With("@run", run.RunId).Read();
        return reader.Read() ? new(run.TaskId, reader.GetString(0), run.RunId, Text(reader, 1) ?? Text(reader, 2) ?? "It did not say why.") : null;
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static int InARow(WriteSession session, Guid taskId)
    {
        using var reader = session.Statement("SELECT state FROM runs WHERE task_id = @task AND ended_at IS NOT NULL ORDER BY due_at DESC LIMIT @most").With("@task", taskId).With("@most", LookedThrough).Read();
        var count = 0;
        while (reader.Read() && (RunState)reader.GetInt32(0) is var state && state != RunState.Succeeded)
            count += state.HasRun() ? 1 : 0;
        return count;
    }
}
