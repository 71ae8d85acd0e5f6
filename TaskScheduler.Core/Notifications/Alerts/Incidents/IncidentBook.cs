using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>Something that a rule looks for, found at a task.</summary>
/// <param name="Detail">A sentence for a person.</param>
internal sealed record Finding(Guid TaskId, string Title, Guid? RunId, string Detail)
{
    /// <summary>From which length on a run is too long, in ms.</summary>
    public long? LimitMs { get; init; }
}

/// <summary>A run that has ended, or begun, as it should.</summary>
internal readonly record struct GoodRun(Guid TaskId, Guid RunId);

/// <summary>Writes down what rules find, and that it is over, in the transaction in which it becomes so.</summary>
internal sealed class IncidentBook(AlertRules rules, LiveFeed feed, TimeProvider time)
{
    // Longer ones are read on the page of the run.
    private const int DetailLength = 1_000;

    private const string AnyOpenSql = "SELECT id FROM incidents WHERE closed_at IS NULL LIMIT 1";
    private const string AnyOfStartsSql = "SELECT id FROM incidents INDEXED BY incidents_of_starts WHERE closed_at IS NULL AND kind IN (3, 4) LIMIT 1";

    private static readonly string endedSql = Packed.With(Packed.Id("task"), Packed.Id("run")) + """
        SELECT i.id, i.rule_id, r.id, i.task_id FROM packed CROSS JOIN incidents i CROSS JOIN runs r
        WHERE i.task_id = packed.task AND i.closed_at IS NULL AND i.kind NOT IN (3, 4) AND r.id = packed.run AND (i.limit_ms IS NULL OR r.ended_at - r.started_at <= i.limit_ms)
        """;

    private static readonly string startedSql = Packed.With(Packed.Id("task"), Packed.Id("run")) + """
        SELECT i.id, i.rule_id, packed.run, i.task_id FROM packed CROSS JOIN incidents i INDEXED BY incidents_of_starts
        WHERE i.task_id = packed.task AND i.closed_at IS NULL AND i.kind IN (3, 4)
        """;

    /// <summary>Tells that people have to be told.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Opens an incident, or counts once more in the one that is open.</summary>
    public void Found(WriteSession session, AlertRule rule, Finding finding)
    {
        var now = time.GetUtcNow();
        var detail = Excerpt.Of(finding.Detail, DetailLength);
        session.Statement("""
            INSERT INTO incidents (id, rule_id, task_id, kind, title, run_id, detail, last_detail, limit_ms, count, opened_at, last_at, told_count, recovery)
            VALUES (@id, @rule, @task, @kind, @title, @run, @detail, @detail, @limit, 1, @now, @now, 0, 0)
            ON CONFLICT (task_id, rule_id) WHERE closed_at IS NULL DO UPDATE SET count = count + 1, last_at = excluded.last_at, last_detail = excluded.last_detail
            """)
            .With("@id", Guid.CreateVersion7(now)).With("@rule", rule.Id).With("@task", finding.TaskId).With("@kind", (long)rule.Kind).With("@title", finding.Title)
            .With("@run", finding.RunId).With("@detail", detail).With("@limit", finding.LimitMs).With("@now", now).Execute();
        Announce(session, finding.TaskId);
    }

    /// <summary>Opens one for a run, unless that was done before for this run or one is open.</summary>
    public void FoundOnce(WriteSession session, AlertRule rule, Finding finding)
    {
        var known = finding.RunId is { } run
            ? session.Statement("SELECT id FROM incidents WHERE run_id = @run AND rule_id = @rule").With("@run", run).With("@rule", rule.Id).ReadIds().Count > 0
            : session.Statement("SELECT id FROM incidents WHERE task_id = @task AND rule_id = @rule AND closed_at IS NULL").With("@task", finding.TaskId).With("@rule", rule.Id).ReadIds().Count > 0;
        if (!known)
            Found(session, rule, finding);
    }

    /// <summary>Closes what success ends.</summary>
    public void Succeeded(WriteSession session, IReadOnlyList<GoodRun> runs)
    {
        // Asked first: usually nothing is open, and outcomes come in thousands.
        if (runs.Count > 0 && session.Statement(AnyOpenSql).ReadIds().Count > 0)
            Close(session, endedSql, runs);
    }

    /// <summary>Closes what a start on time ends.</summary>
    public void Started(WriteSession session, IReadOnlyList<GoodRun> runs)
    {
        if (runs.Count > 0 && session.Statement(AnyOfStartsSql).ReadIds().Count > 0)
            Close(session, startedSql, runs);
    }

    /// <summary>Closes all of a task that was deleted or set inactive; nobody is told.</summary>
    public static void Drop(WriteSession session, Guid taskId, DateTimeOffset now) => session.Statement("""
        UPDATE incidents SET closed_at = @now, told_at = COALESCE(told_at, @now), repeat_at = NULL WHERE task_id = @task AND closed_at IS NULL
        """).With("@task", taskId).With("@now", now).Execute();

    /// <summary>Closes all of a rule that does not look any more; nobody is told.</summary>
    public static void DropOf(WriteSession session, Guid ruleId, DateTimeOffset now)
    {
        session.Statement("UPDATE incidents SET closed_at = @now, repeat_at = NULL WHERE rule_id = @rule AND closed_at IS NULL").With("@rule", ruleId).With("@now", now).Execute();
        session.Statement("UPDATE incidents SET told_at = @now WHERE rule_id = @rule AND told_at IS NULL").With("@rule", ruleId).With("@now", now).Execute();
        session.Statement("UPDATE incidents SET recovery = 0 WHERE rule_id = @rule AND recovery = 1").With("@rule", ruleId).Execute();
    }

    /// <summary>Whether a rule looks at a task.</summary>
    public static bool LooksAt(WriteSession session, AlertRule rule, Guid taskId) => rule.Scope switch
    {
        AlertScope.Task => rule.TaskId == taskId,
        AlertScope.Tag => TagsOf(session, taskId).Contains(rule.Tag, StringComparer.Ordinal),
        _ => true,
    };

    private static string[] TagsOf(WriteSession session, Guid taskId)
    {
        using var reader = session.Statement("SELECT tags FROM tasks WHERE id = @task").With("@task", taskId).Read();
        return reader.Read() ? TaskRows.Tags(reader.GetString(0)) : [];
    }

    private void Close(WriteSession session, string sql, IReadOnlyList<GoodRun> runs)
    {
        var over = new List<(Guid Id, Guid Rule, Guid Run, Guid Task)>();
        using (var reader = session.Statement(sql).With("@count", runs.Count).With("@task", Packed.Ids(runs, run => run.TaskId)).With("@run", Packed.Ids(runs, run => run.RunId)).Read())
            while (reader.Read())
                over.Add((GuidColumn.Read(reader, 0), GuidColumn.Read(reader, 1), GuidColumn.Read(reader, 2), GuidColumn.Read(reader, 3)));
        foreach (var (id, rule, run, task) in over)
        {
            session.Statement("UPDATE incidents SET closed_at = @now, closing_run_id = @run, repeat_at = NULL, recovery = @recovery WHERE id = @id AND closed_at IS NULL")
                .With("@id", id).With("@run", run).With("@now", time.GetUtcNow())
                .With("@recovery", rules.Find(rule) is { Recovery: true, Active: true } ? RecoveryState.ToTell : RecoveryState.None).Execute();
            Announce(session, task);
        }
    }

    private void Announce(WriteSession session, Guid taskId) => session.AfterCommit(() =>
    {
        Changes.Tell();
        feed.PublishTask(taskId);
    });
}
