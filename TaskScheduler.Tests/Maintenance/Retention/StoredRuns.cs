using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Retention;

/// <summary>A run as a test knows it.</summary>
internal sealed record StoredRun(Guid Id, Guid TaskId, RunState State, long DueAt, long? EndedAt);

/// <summary>Runs that a test puts into the tables with everything that belongs to them, and what is left of them.</summary>
internal static class StoredRuns
{
    private static readonly string[] belonging =
    [
        """
        INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, fence, occurrences)
        VALUES (@id, @task, 1, 'Stored', 'scripted', @state, 0, 2, @due, @due, @ended, 1, 1)
        """,
        "INSERT INTO run_attempts (run_id, attempt, state, lost) VALUES (@id, 1, 11, 0)",
        "INSERT INTO run_output_parts (run_id, attempt, part, start_byte, bytes, first_line, text) VALUES (@id, 1, 0, 0, 2, 0, 'Hi'), (@id, 2, 0, 0, 2, 0, 'Ho')",
        "INSERT INTO run_inputs (run_id, input) VALUES (@id, 'In')",
    ];

    public static Task PutAsync(SchedulerDriver driver, IReadOnlyCollection<StoredRun> runs) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        foreach (var run in runs)
            foreach (var sql in belonging)
                session.Statement(sql).With("@id", run.Id).With("@task", run.TaskId).With("@state", run.State).With("@due", run.DueAt).With("@ended", run.EndedAt).Execute();
        return Task.FromResult(true);
    });

    /// <summary>Makes it the run that its task was seen to end last.</summary>
    public static Task PutLastAsync(SchedulerDriver driver, StoredRun run) => driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(
        session.Statement("INSERT INTO plans (task_id, next_due_at, last_run_id) VALUES (@task, @never, @run)").With("@task", run.TaskId).With("@never", PlanRow.Never).With("@run", run.Id).Execute()));

    /// <summary>The ids in a table, each once, in their order.</summary>
    public static async Task<IReadOnlyList<Guid>> IdsAsync(SchedulerDriver driver, string table)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var ids = table switch
        {
            "runs" => db.Runs.Select(row => row.Id),
            "run_attempts" => db.RunAttempts.Select(row => row.RunId),
            "run_output_parts" => db.RunOutputParts.Select(row => row.RunId),
            _ => db.RunInputs.Select(row => row.RunId),
        };
        return [.. (await ids.Distinct().ToListAsync(TestContext.Current.CancellationToken)).Order()];
    }

    /// <summary>Runs of several tasks that ended in every way, up to a hundred days ago; some have not ended.</summary>
    public static IReadOnlyList<StoredRun> Some(Random random, int count, int tasks, DateTimeOffset now)
    {
        var ids = Enumerable.Range(0, tasks).Select(_ => Guid.CreateVersion7()).ToList();
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var (state, due) = ((RunState)random.Next((int)RunState.Succeeded, (int)RunState.DeadLettered + 1), now.AddHours(-random.Next(100 * 24)).AddMilliseconds(number));
                var ended = random.Next(10) == 0 ? (DateTimeOffset?)null : due.AddHours(random.Next(30));
                return new StoredRun(Guid.CreateVersion7(due), ids[random.Next(tasks)], ended is null ? RunState.Queued : state, due.ToUnixTimeMilliseconds(), ended?.ToUnixTimeMilliseconds());
            }),
        ];
    }

    /// <summary>The plain meaning of the rules: first age, then number, and what is last or has not ended stays.</summary>
    public static IEnumerable<StoredRun> Survivors(IReadOnlyCollection<StoredRun> runs, IReadOnlyCollection<RetentionRule> rules, ISet<Guid> last, DateTimeOffset now)
    {
        var young = runs.Where(run => run.EndedAt is null || last.Contains(run.Id) || RuleOf(run).Days is not { } days || run.EndedAt >= now.AddDays(-days).ToUnixTimeMilliseconds()).ToList();
        return young.Where(run => run.EndedAt is null || last.Contains(run.Id) || RuleOf(run).PerTask is not { } most
            || young.Count(other => other.EndedAt is not null && other.TaskId == run.TaskId && other.State == run.State && other.DueAt > run.DueAt) < most);

        RetentionRule RuleOf(StoredRun run) => rules.Single(rule => (int)rule.Kind == (int)run.State);
    }
}
