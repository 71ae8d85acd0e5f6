using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Notes runs in the transaction that ends them: many in one row, because that transaction is waited for. They are summed up
/// soon after by <see cref="JournalRoller"/>.
/// </summary>
internal static class EndedJournal
{
    /// <summary>What one row holds at most, so that what takes them up can do so in small steps.</summary>
    public const int RunsInRow = 250;

    public const string AddSql = "INSERT INTO ended_journal (ended) VALUES (@ended)";

    /// <summary>To be called by whoever ends runs, in the same transaction, once for each run.</summary>
    public static void Note(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        for (var first = 0; first < ended.Count; first += RunsInRow)
            session.Statement(AddSql).With("@ended", JournalFormat.Write(ended, first, Math.Min(RunsInRow, ended.Count - first))).Execute();
    }
}
