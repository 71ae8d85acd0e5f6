using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Swaps;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Firing;

/// <summary>
/// Handles what came due while nobody was there to fire it: the latest occurrence of each task is run now, and one row
/// says how many earlier ones were missed.
/// </summary>
public sealed class CatchUp(IWriteGate gate, RunRelay relay, RunAlerts alerts, RestoredMark restored, TimeProvider time, ILogger<CatchUp> log)
{
    internal const string OverdueSql = """
        SELECT p.task_id, p.next_due_at, t.schedule FROM plans p JOIN tasks t ON t.id = p.task_id
        WHERE p.next_due_at <= @now AND t.active = 1
        """;

    internal const string OverdueOneSql = OverdueSql + " AND p.task_id = @task";

    /// <summary>Handles every task; returns how many were overdue. The runs are left in the ledger for whoever fills the queue.</summary>
    public async Task<int> AllAsync()
    {
        var now = time.GetUtcNow();
        var mark = restored.At;
        var made = await gate.WriteAsync(session => Task.FromResult(Overdue(session.Statement(OverdueSql).With("@now", now)).ConvertAll(task => MayHaveRun(task, now, mark) ? Leave(session, task, now) : Make(session, task, now))));
        restored.Clear();
        if (made.Count > 0)
            FiringLog.CaughtUp(log, made.Count, made.Sum(one => one.Missed), made.Count(one => one.Run is not null));
        return made.Count;
    }

    /// <summary>Handles one task, and queues its run.</summary>
    public Task<bool> OneAsync(Guid taskId) => gate.WriteAsync(session =>
    {
        var now = time.GetUtcNow();
        foreach (var task in Overdue(session.Statement(OverdueOneSql).With("@now", now).With("@task", taskId)))
            if (Make(session, task, now).Run is { } run)
                relay.Queue(session, run);
        return Task.FromResult(true);
    });

    private static List<OverdueTask> Overdue(Statement statement)
    {
        using var reader = statement.Read();
        var overdue = new List<OverdueTask>();
        while (reader.Read())
            overdue.Add(new(GuidColumn.Read(reader, 0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), ScheduleColumn.Read(reader.GetString(2))));
        // It stays overdue, so that nothing of it is lost when the program starts where it is understood. The clock says that it does not fire.
        overdue.RemoveAll(task => ScheduleFault.Of(task.Schedule) is not null);
        return overdue;
    }

    private static bool MayHaveRun(OverdueTask task, DateTimeOffset now, DateTimeOffset? restored) =>
        restored is { } at && Occurrences.Between(task.Schedule, task.DueAt, now).Last <= at;

    // What became due after the backup was made has most likely run, and nobody knows: somebody has to look, rather than it running twice.
    private MadeUp Leave(WriteSession session, OverdueTask task, DateTimeOffset now)
    {
        var span = Occurrences.Between(task.Schedule, task.DueAt, now);
        const string Reason = "The data was restored from a backup made before this was due, so it may have run. It is not made up for; run it now if it has not.";
        if (RunInserts.Missed(session, task.Id, span.First, span.Last, span.Count, Reason, now) is { } row)
            alerts.Missed(session, task.Id, row.RunId, Reason);
        MoveOn(session, task, now);
        return new(span.Count, null);
    }

    private MadeUp Make(WriteSession session, OverdueTask task, DateTimeOffset now)
    {
        var span = Occurrences.Between(task.Schedule, task.DueAt, now);
        var missed = span.Count - 1;
        if (missed > 0)
        {
            var last = Occurrences.Between(task.Schedule, task.DueAt, span.Last.AddSeconds(-1)).Last;
            var count = span.Count >= Occurrences.CountLimit ? $"at least {missed:N0}" : $"{missed:N0}";
            var reason = $"The program was down, or the machine asleep, when {count} {(missed == 1 ? "occurrence was" : "occurrences were")} due. The one after is made up for.";
            if (RunInserts.Missed(session, task.Id, span.First, last, missed, reason, now) is { } row)
                alerts.Missed(session, task.Id, row.RunId, reason);
        }

        var run = RunInserts.Queue(session, task.Id, span.Last, RunTrigger.CatchUp, now);
        MoveOn(session, task, now);
        return new(missed, run);
    }

    private static void MoveOn(WriteSession session, OverdueTask task, DateTimeOffset now) => session
        .Statement("UPDATE plans SET next_due_at = @next WHERE task_id = @task")
        .With("@task", task.Id)
        .With("@next", Occurrences.Next(task.Schedule, now)?.ToUnixTimeMilliseconds() ?? PlanRow.Never)
        .Execute();

    private readonly record struct OverdueTask(Guid Id, DateTimeOffset DueAt, Schedule Schedule);

    private readonly record struct MadeUp(int Missed, QueuedRun? Run);
}
