using System.Data.Common;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Counts the runs that had ended before there were rollups, from the oldest to the newest. How far it has come is written in the
/// transaction that counts, so none is counted twice and none is left out, however often the program ends meanwhile.
/// </summary>
internal sealed class HistoryCount(IWriteGate gate, TimeProvider time)
{
    // A few milliseconds of the one writer.
    private const int RunsInStep = 300;

    internal const string NextSql = """
        SELECT id, ended_at, task_id, type, state, due_at, started_at, retries, occurrences, attempt FROM runs
        WHERE (ended_at, id) > (@at, @run) AND ended_at <= @until AND ended_at IS NOT NULL ORDER BY ended_at, id LIMIT @most
        """;

    // Only ever goes from true to false: the migration alone writes the row.
    private volatile bool isToDo = true;

    /// <summary>Whether all are counted.</summary>
    public bool IsDone => !isToDo;

    /// <summary>Counts all that are left; returns how many.</summary>
    /// <param name="between">Is awaited between two steps, so that others get their turn.</param>
    public async Task<int> CountAsync(Func<Task>? between = null)
    {
        var counted = 0;
        while (isToDo)
        {
            counted += await gate.WriteAsync(session => Task.FromResult(CountNext(session)));
            if (between is not null && isToDo)
                await between();
        }

        return counted;
    }

    /// <summary>Of runs that have just ended: those whose end lies where this has not counted yet, because the clock was set back, are left to it.</summary>
    public IReadOnlyList<EndedFigures> WithoutThoseItWillCount(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        if (!isToDo || Place(session) is not { } place)
            return ended;
        return [.. ended.Where(run => run.EndedAt.ToUnixTimeMilliseconds() is var at && (at <= place.EndedAt || at > place.Until))];
    }

    private int CountNext(WriteSession session)
    {
        if (Place(session) is not { } place)
        {
            session.AfterCommit(() => isToDo = false);
            return 0;
        }

        var (ended, last) = Next(session, place);
        if (ended.Count == 0)
            session.Statement("DELETE FROM rollup_history").Execute();
        else
            session.Statement("UPDATE rollup_history SET ended_at = @at, run_id = @run").With("@at", last.EndedAt).With("@run", last.RunId).Execute();
        RollupTable.Add(session, ended, time.GetUtcNow());
        return ended.Count;
    }

    private static (List<EndedFigures> Ended, HistoryPlace Last) Next(WriteSession session, HistoryPlace place)
    {
        var ended = new List<EndedFigures>(RunsInStep);
        using var reader = session.Statement(NextSql)
            .With("@at", place.EndedAt).With("@run", place.RunId).With("@until", place.Until).With("@most", (long)RunsInStep).Read();
        while (reader.Read())
        {
            place = place with { EndedAt = reader.GetInt64(1), RunId = (byte[])reader[0] };
            ended.Add(Figures(reader));
        }

        return (ended, place);
    }

    private static EndedFigures Figures(DbDataReader reader) => new(
        GuidColumn.Read(reader, 2), reader.GetString(3), (RunState)reader.GetInt32(4), Instant(reader, 5), reader.IsDBNull(6) ? null : Instant(reader, 6), Instant(reader, 1))
    {
        Retries = reader.GetInt32(7),
        Count = reader.GetInt32(8),
        Attempt = reader.GetInt32(9),
    };

    private static HistoryPlace? Place(WriteSession session)
    {
        using var reader = session.Statement("SELECT until, ended_at, run_id FROM rollup_history").Read();
        return reader.Read() ? new(reader.GetInt64(0), reader.GetInt64(1), (byte[])reader[2]) : null;
    }

    private static DateTimeOffset Instant(DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>Up to where it has counted, and to where it is to count.</summary>
    private sealed record HistoryPlace(long Until, long EndedAt, byte[] RunId);
}
