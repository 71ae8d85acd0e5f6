using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Deletes runs with everything that belongs to them.</summary>
internal static class RunDeletion
{
    // Whoever tried one again since it was found has given it another end, or none; the last run of a task is what its row tells.
    internal static readonly string StillToGoSql = Packed.With(Packed.Id("run"), Packed.Number("ended")) + """
        SELECT r.id FROM packed CROSS JOIN runs r
        WHERE r.id = packed.run AND r.ended_at = packed.ended AND NOT EXISTS (SELECT 1 FROM plans p WHERE p.task_id = r.task_id AND p.last_run_id = r.id)
        """;

    private static readonly string[] tables = ["run_attempts", "run_output_parts", "run_inputs"];

    internal static readonly IReadOnlyList<string> DeleteSql =
    [
        .. tables.Select(table => Packed.With(Packed.Id("run")) + $"DELETE FROM {table} WHERE run_id IN (SELECT run FROM packed)"),
        Packed.With(Packed.Id("run")) + "DELETE FROM runs WHERE id IN (SELECT run FROM packed)",
    ];

    public static int Delete(WriteSession session, IReadOnlyList<Doomed> doomed)
    {
        var ids = session.Statement(StillToGoSql).With("@count", doomed.Count)
            .With("@run", Packed.Ids(doomed, run => run.Id)).With("@ended", Packed.Numbers(doomed, run => run.Number)).ReadIds();
        if (ids.Count == 0)
            return 0;
        var packed = Packed.Ids(ids, id => id);
        foreach (var sql in DeleteSql)
            session.Statement(sql).With("@count", ids.Count).With("@run", packed).Execute();
        return ids.Count;
    }
}
