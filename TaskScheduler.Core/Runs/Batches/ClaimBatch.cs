using System.Data.Common;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Batches;

/// <summary>Takes hold of queued runs, all of them with two statements.</summary>
internal static class ClaimBatch
{
    private static readonly string readSql = Packed.With(Packed.Id("run")) + """
        SELECT r.id, r.task_id, t.title, t.description, t.user_email, t.payload, r.due_at, r.attempt, t.type, t.time_limit_ms, r.fence, i.input
        FROM packed CROSS JOIN runs r CROSS JOIN tasks t LEFT JOIN run_inputs i ON i.run_id = r.id WHERE r.id = packed.run AND r.state = 0 AND t.id = r.task_id
        """;

    private static readonly string claimSql = Packed.With(Packed.Id("run")) + """
        UPDATE runs SET state = 1, started_at = @now, node = @node, fence = fence + 1 WHERE id IN (SELECT run FROM packed)
        """;

    /// <summary>Returns those of the runs that were queued; they are held now.</summary>
    public static List<ClaimedRun> Claim(WriteSession session, IReadOnlyList<QueuedRun> runs, string node, DateTimeOffset now)
    {
        var claimed = ReadQueued(session, [.. runs.Select(run => run.RunId).Distinct()]);
        if (claimed.Count > 0)
            session.Statement(claimSql)
                .With("@count", claimed.Count).With("@run", Packed.Ids(claimed, run => run.Context.RunId)).With("@now", now).With("@node", node)
                .Execute();
        return claimed;
    }

    private static List<ClaimedRun> ReadQueued(WriteSession session, Guid[] ids)
    {
        var queued = new List<ClaimedRun>(ids.Length);
        if (ids.Length == 0)
            return queued;
        using var reader = session.Statement(readSql).With("@count", ids.Length).With("@run", Packed.Ids(ids, id => id)).Read();
        while (reader.Read())
            queued.Add(Read(reader));
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
        return new ClaimedRun(context, reader.GetString(8), TimeSpan.FromMilliseconds(reader.GetInt64(9)), reader.GetInt32(10) + 1);
    }
}
