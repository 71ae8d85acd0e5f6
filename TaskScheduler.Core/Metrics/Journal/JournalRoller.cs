using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Takes ended runs out of the journal, sums them up and tells those who follow them, all in one transaction: after a crash at any
/// moment a run is either still in the journal or counted, never both.
/// </summary>
internal sealed class JournalRoller(IWriteGate gate, HistoryCount history, IEnumerable<IEndedRunsFollower> followers, TimeProvider time)
{
    // Few, because whoever ends runs meanwhile waits: at most two or three milliseconds.
    private const int RowsInStep = 20;
    private const int RunsInStep = 300;

    internal const string OldestSql = "SELECT id, ended FROM ended_journal ORDER BY id LIMIT @most";

    private readonly IEndedRunsFollower[] followers = [.. followers];

    public Task<bool> IsEmptyAsync() => gate.WriteAsync(session =>
    {
        using var reader = session.Statement("SELECT 1 FROM ended_journal LIMIT 1").Read();
        return Task.FromResult(!reader.Read());
    });

    /// <summary>Takes up all that is in the journal, some at a time; returns how many runs.</summary>
    /// <param name="between">Is awaited between two steps, so that others get their turn.</param>
    public async Task<int> RollAsync(Func<Task>? between = null)
    {
        var rolled = 0;
        while (true)
        {
            var step = await gate.WriteAsync(session => Task.FromResult(Roll(session)));
            rolled += step;
            if (step == 0)
                return rolled;
            if (between is not null)
                await between();
        }
    }

    private int Roll(WriteSession session)
    {
        var (ended, last) = Oldest(session);
        if (ended.Count == 0)
            return 0;
        RollupTable.Add(session, history.WithoutThoseItWillCount(session, ended), time.GetUtcNow());
        foreach (var follower in followers)
            follower.Follow(session, ended);
        session.Statement("DELETE FROM ended_journal WHERE id <= @last").With("@last", last).Execute();
        return ended.Count;
    }

    private static (List<EndedFigures> Ended, long Last) Oldest(WriteSession session)
    {
        var ended = new List<EndedFigures>();
        var last = 0L;
        using var reader = session.Statement(OldestSql).With("@most", (long)RowsInStep).Read();
        while (ended.Count < RunsInStep && reader.Read())
        {
            last = reader.GetInt64(0);
            JournalFormat.Read((byte[])reader[1], ended);
        }

        return (ended, last);
    }
}
