using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>
/// Puts the figures of all tasks over a window into a table, so that they can be sorted there: to add up every task's rollups at
/// each look would take seconds. It reads beside the writer, task by task, and writes what has changed in small steps.
/// </summary>
internal sealed class RankingKeeper(IDbContextFactory<SchedulerDb> databases, IWriteGate gate, TimeProvider time)
{
    private const int TasksInStep = 200;

    // In the index alone: a window of an hour does not look at a year of rollups.
    internal const string SubjectsSql = """
        SELECT DISTINCT subject FROM rollups INDEXED BY rollups_by_age WHERE level BETWEEN 0 AND @level AND start >= @from AND kind = 1
        UNION SELECT task_id FROM task_figures WHERE span = @span
        """;

    internal const string FoundSql = $"SELECT {TaskFigures.Columns} FROM task_figures WHERE span = @span AND task_id = @task";

    /// <summary>Renews the figures of a window; returns how many tasks have others than before.</summary>
    public Task<int> RenewAsync(MetricsWindow window, CancellationToken cancellationToken) =>
        // SQLite reads on the thread that asks.
        Task.Run(() => RenewHereAsync(window, cancellationToken), cancellationToken);

    private async Task<int> RenewHereAsync(MetricsWindow window, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = databases.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var reading = new Reading(db.Database.GetDbConnection(), window, window.From(now));
        var changed = 0;
        foreach (var tasks in reading.Subjects().Chunk(TasksInStep))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changes = tasks.Select(task => (Task: task, Figures: reading.Of(task))).Where(task => task.Figures != reading.Found(task.Task)).ToList();
            if (changes.Count == 0)
                continue;
            changed += await gate.WriteAsync(session => Task.FromResult(Put(session, window, changes)));
        }

        await gate.WriteAsync(session => Task.FromResult(session.Statement("INSERT INTO task_figures_age (span, made_at) VALUES (@span, @at) ON CONFLICT (span) DO UPDATE SET made_at = excluded.made_at")
            .With("@span", window).With("@at", now).Execute()));
        return changed;
    }

    private static int Put(WriteSession session, MetricsWindow window, List<(byte[] Task, TaskFigures? Figures)> changes)
    {
        foreach (var (task, figures) in changes)
            if (figures is null)
                session.Statement("DELETE FROM task_figures WHERE span = @span AND task_id = @task").With("@span", window).With("@task", task).Execute();
            else
                figures.Put(session, window, task);
        return changes.Count;
    }

    private sealed class Reading(DbConnection connection, MetricsWindow window, DateTimeOffset from) : IDisposable
    {
        private readonly DbCommand rollups = connection.Command(RollupReading.OfSubjectSql);
        private readonly DbCommand found = connection.Command(FoundSql);

        public void Dispose()
        {
            rollups.Dispose();
            found.Dispose();
        }

        public List<byte[]> Subjects()
        {
            using var command = connection.Command(SubjectsSql);
            using var reader = new Statement(command).With("@level", window.Edge()).With("@from", from).With("@span", window).Read();
            var subjects = new List<byte[]>();
            while (reader.Read())
                subjects.Add((byte[])reader[0]);
            return subjects;
        }

        public TaskFigures? Of(byte[] task)
        {
            var tally = new RunTally();
            using var reader = new Statement(rollups).With("@kind", RollupKind.Task).With("@subject", task).With("@from", from).Read();
            while (reader.Read())
                tally.AddWritten((byte[])reader[2]);
            return tally.Count == 0 ? null : TaskFigures.Of(tally);
        }

        public TaskFigures? Found(byte[] task)
        {
            using var reader = new Statement(found).With("@span", window).With("@task", task).Read();
            return reader.Read() ? TaskFigures.Read(reader, 0) : null;
        }
    }
}
