using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>Adds old rollups to longer ones, and forgets the oldest: in small steps, each a transaction, so that each run stays in exactly one.</summary>
internal sealed class RollupCondenser(IWriteGate gate, TimeProvider time)
{
    // A few milliseconds of the one writer.
    private const int RowsInStep = 200;

    internal const string OldSql = "SELECT kind, subject, start, figures FROM rollups WHERE level = @level AND start < @before ORDER BY start LIMIT @most";

    internal const string DropSql = "DELETE FROM rollups WHERE kind = @kind AND subject = @subject AND start = @start AND level = @level";

    /// <summary>Does all there is to do by now; returns how many rollups are gone.</summary>
    /// <param name="between">Is awaited between two steps, so that others get their turn.</param>
    public async Task<int> CondenseAsync(Func<Task>? between = null)
    {
        var now = time.GetUtcNow();
        var gone = 0;
        foreach (var level in RollupLevels.FinestFirst)
        {
            int step;
            while ((step = await gate.WriteAsync(session => Task.FromResult(Condense(session, level, now)))) > 0)
            {
                gone += step;
                if (between is not null)
                    await between();
            }
        }

        return gone;
    }

    private static int Condense(WriteSession session, RollupLevel level, DateTimeOffset now)
    {
        var old = Old(session, level, level.KeptSince(now));
        if (level != RollupLevel.Week)
        {
            var longer = level + 1;
            var sums = new Dictionary<RollupKey, RunTally>(old.Count);
            foreach (var (key, figures) in old)
                RollupTable.Of(sums, key with { Level = longer, Start = longer.StartOf(DateTimeOffset.FromUnixTimeMilliseconds(key.Start)).ToUnixTimeMilliseconds() }).AddWritten(figures);
            RollupTable.Add(session, sums);
        }

        foreach (var (key, _) in old)
            session.Statement(DropSql).With("@kind", key.Kind).With("@subject", RollupKey.Bytes(key.Subject)).With("@start", key.Start).With("@level", key.Level).Execute();
        return old.Count;
    }

    private static List<(RollupKey Key, byte[] Figures)> Old(WriteSession session, RollupLevel level, DateTimeOffset before)
    {
        var old = new List<(RollupKey, byte[])>();
        using var reader = session.Statement(OldSql).With("@level", level).With("@before", before).With("@most", (long)RowsInStep).Read();
        while (reader.Read())
            old.Add((new((RollupKind)reader.GetInt32(0), System.Text.Encoding.Latin1.GetString((byte[])reader[1]), level, reader.GetInt64(2)), (byte[])reader[3]));
        return old;
    }
}
