using System.Text.Json.Nodes;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Runs.Chaining;

/// <summary>Starts the tasks that are due after another one, in the transaction in which that one ends.</summary>
public sealed class ChainedTasks(RunRelay relay)
{
    /// <summary>How much of the parent's output its child is given, in characters; the end of it.</summary>
    public const int PassedOutput = 64 * 1024;

    private const string AnySql = "SELECT id FROM tasks WHERE after_task_id IS NOT NULL LIMIT 1";

    private static readonly string childrenSql = Packed.With(Packed.Id("task")) + """
        SELECT t.id, t.after_task_id, t.schedule FROM packed CROSS JOIN tasks t WHERE t.after_task_id = packed.task AND t.active = 1
        """;

    internal void Start(WriteSession session, IReadOnlyList<EndedRun> ended, DateTimeOffset now)
    {
        // Asked first, because most programs have none and outcomes come in thousands.
        if (ended.Count == 0 || session.Statement(AnySql).ReadIds().Count == 0)
            return;
        var children = Children(session, [.. ended.Select(run => run.TaskId).Distinct()]);
        foreach (var parent in ended)
            foreach (var child in children[parent.TaskId].Where(child => child.After.Matches(parent.State)))
                Start(session, child.Id, parent, now);
    }

    private void Start(WriteSession session, Guid childId, EndedRun parent, DateTimeOffset now)
    {
        if (IsAncestor(session, childId, parent.RunId) || RunInserts.QueueNow(session, childId, now, RunTrigger.Chain) is not { } run)
            return;
        session.Statement("INSERT INTO run_inputs (run_id, input, parent_run_id, trace_parent) VALUES (@run, @input, @parent, @trace)")
            .With("@run", run.RunId).With("@input", InputOf(session, parent)).With("@parent", parent.RunId).With("@trace", parent.TraceParent).Execute();
        relay.Queue(session, run);
    }

    // Rules keep tasks from following themselves; files and restored versions may have brought some in that do, and those would never stop.
    private static bool IsAncestor(WriteSession session, Guid taskId, Guid runId)
    {
        using var reader = session.Statement("""
            WITH RECURSIVE line (run, depth) AS (
                SELECT @run, 0 UNION ALL
                SELECT i.parent_run_id, depth + 1 FROM line JOIN run_inputs i ON i.run_id = line.run WHERE i.parent_run_id IS NOT NULL AND depth < @most)
            SELECT 1 FROM line JOIN runs r ON r.id = line.run WHERE r.task_id = @task OR line.depth = @most LIMIT 1
            """).With("@run", runId).With("@task", taskId).With("@most", ChainRule.LongestChain).Read();
        return reader.Read();
    }

    private static ILookup<Guid, (Guid Id, AfterSchedule After)> Children(WriteSession session, Guid[] tasks)
    {
        using var reader = session.Statement(childrenSql).With("@count", tasks.Length).With("@task", Packed.Ids(tasks, task => task)).Read();
        var children = new List<(Guid Parent, Guid Id, AfterSchedule After)>();
        while (reader.Read())
            if (ScheduleColumn.Read(reader.GetString(2)) is AfterSchedule after)
                children.Add((GuidColumn.Read(reader, 1), GuidColumn.Read(reader, 0), after));
        return children.ToLookup(child => child.Parent, child => (child.Id, child.After));
    }

    private static string InputOf(WriteSession session, EndedRun parent)
    {
        var output = EndOfOutput(session, parent.RunId);
        using var reader = session.Statement("SELECT title, error FROM runs WHERE id = @id").With("@id", parent.RunId).Read();
        reader.Read();
        return new JsonObject
        {
            ["parent"] = new JsonObject
            {
                ["runId"] = parent.RunId.ToString(),
                ["taskId"] = parent.TaskId.ToString(),
                ["title"] = reader.GetString(0),
                ["state"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parent.State.ToString()),
                ["error"] = reader.IsDBNull(1) ? null : reader.GetString(1),
                ["output"] = output,
            },
        }.ToJsonString();
    }

    private static string? EndOfOutput(WriteSession session, Guid runId)
    {
        using var reader = session.Statement("""
            SELECT p.text FROM runs r JOIN run_output_parts p ON p.run_id = r.id AND p.attempt = r.attempt WHERE r.id = @id ORDER BY p.part DESC
            """).With("@id", runId).Read();
        var output = "";
        while (output.Length < PassedOutput && reader.Read())
            output = reader.GetString(0) + output;
        return output.Length == 0 ? null : output.Length > PassedOutput ? output[^PassedOutput..] : output;
    }
}
