using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>Records due occurrences, all of them with a few statements.</summary>
internal static class DueBatch
{
    private static readonly string advanceSql = Packed.With(Packed.Id("task"), Packed.Number("due"), Packed.Number("next")) + """
        UPDATE plans SET next_due_at = packed.next FROM packed WHERE plans.task_id = packed.task AND plans.next_due_at = packed.due RETURNING task_id
        """;

    // The tasks are looked up row by row, as CROSS JOIN tells SQLite; it can't know that the batch is the smaller side.
    private static readonly string insertSql = Packed.With(Packed.Id("run"), Packed.Id("task"), Packed.Number("due")) + """
        INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, fence, occurrences, priority)
        SELECT packed.run, t.id, t.version, t.title, t.type, 0, 0, 1, packed.due, 0, 1, t.priority FROM packed CROSS JOIN tasks t WHERE t.id = packed.task
        ON CONFLICT (task_id, due_at) DO NOTHING RETURNING id, task_id, priority
        """;

    /// <summary>Records the occurrences for which their tasks' plans wait, and moves those plans on.</summary>
    public static RecordedDue Record(WriteSession session, IReadOnlyList<DueOccurrence> due, DateTimeOffset now)
    {
        var recorded = new List<QueuedRun>(due.Count);
        var behind = new List<Guid>();
        foreach (var wave in Waves(due))
        {
            var advanced = Advance(session, wave);
            Insert(session, wave.FindAll(occurrence => advanced.Contains(occurrence.TaskId)), now, recorded);
            behind.AddRange(wave.Where(occurrence => !advanced.Contains(occurrence.TaskId) && IsBehind(session, occurrence)).Select(occurrence => occurrence.TaskId));
        }

        return new RecordedDue(recorded, behind);
    }

    /// <summary>Two occurrences of one task go into two waves: the plan waits for the second only once the first is recorded.</summary>
    private static List<List<DueOccurrence>> Waves(IReadOnlyList<DueOccurrence> due)
    {
        var waves = new List<List<DueOccurrence>>();
        var seen = new Dictionary<Guid, int>(due.Count);
        foreach (var occurrence in due)
        {
            var wave = seen.GetValueOrDefault(occurrence.TaskId);
            seen[occurrence.TaskId] = wave + 1;
            if (wave == waves.Count)
                waves.Add([]);
            waves[wave].Add(occurrence);
        }

        return waves;
    }

    private static HashSet<Guid> Advance(WriteSession session, List<DueOccurrence> wave) =>
    [
        .. session.Statement(advanceSql)
            .With("@count", wave.Count)
            .With("@task", Packed.Ids(wave, occurrence => occurrence.TaskId))
            .With("@due", Packed.Numbers(wave, occurrence => occurrence.DueAt.ToUnixTimeMilliseconds()))
            .With("@next", Packed.Numbers(wave, occurrence => occurrence.NextDueAt?.ToUnixTimeMilliseconds() ?? PlanRow.Never))
            .ReadIds(),
    ];

    // An occurrence has a run already when the clock was set back and its task edited since: the plan then waited for it a second time.
    private static void Insert(WriteSession session, List<DueOccurrence> wave, DateTimeOffset now, List<QueuedRun> recorded)
    {
        if (wave.Count == 0)
            return;
        using var reader = session.Statement(insertSql)
            .With("@count", wave.Count)
            .With("@run", Packed.Ids(wave, _ => Guid.CreateVersion7(now)))
            .With("@task", Packed.Ids(wave, occurrence => occurrence.TaskId))
            .With("@due", Packed.Numbers(wave, occurrence => occurrence.DueAt.ToUnixTimeMilliseconds()))
            .Read();
        while (reader.Read())
            recorded.Add(new QueuedRun(GuidColumn.Read(reader, 0), GuidColumn.Read(reader, 1), reader.GetInt32(2)));
    }

    private static bool IsBehind(WriteSession session, DueOccurrence occurrence)
    {
        using var reader = session.Statement("SELECT 1 FROM plans WHERE task_id = @task AND next_due_at < @due")
            .With("@task", occurrence.TaskId).With("@due", occurrence.DueAt).Read();
        return reader.Read();
    }
}
