using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Reports;

/// <summary>Computes reports in the database. Whoever asks has been allowed to.</summary>
public sealed class ReportReader(IDbContextFactory<SchedulerDb> databases, TimeProvider time)
{
    /// <summary>How many tasks a report lists.</summary>
    public const int MostTasks = 1_000;

    private const int MostFailures = 50;

    /// <summary>Takes seconds where a million runs ended in the period, and no more memory than the histograms of the tasks it lists.</summary>
    public Task<RunReport> ReadAsync(ReportPeriod period, CancellationToken cancellationToken) => ReadAsync(period, null, cancellationToken);

    /// <param name="scope">Whose tasks it is about; null for all.</param>
    public Task<RunReport> ReadAsync(ReportPeriod period, ReportScope? scope, CancellationToken cancellationToken) =>
        // SQLite reads on the thread that asks, and a page must not stand still meanwhile.
        Task.Run(() => ReadHereAsync(period, scope, cancellationToken), cancellationToken);

    private async Task<RunReport> ReadHereAsync(ReportPeriod period, ReportScope? scope, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var reading = new Reading(db.Database.GetDbConnection(), period, scope, cancellationToken);
        var (tasks, all) = reading.Tasks();
        reading.Lengths(tasks, all);
        var listed = tasks.Values.OrderByDescending(task => task.Outcomes.Failures).ThenByDescending(task => task.Outcomes.Runs).ThenBy(task => task.Id)
            .Select(task => new TaskFigures(task.Id, reading.TitleOf(task.Id), task.Type, task.Figures)).ToList();
        return new(period, all.Figures, listed, reading.TaskCount, reading.Failures(MostFailures), time.GetUtcNow());
    }

    private sealed class Reading : IDisposable
    {
        private readonly DbConnection connection;
        private readonly ReportPeriod period;
        private readonly ReportScope? scope;
        private readonly CancellationToken cancellationToken;

        public Reading(DbConnection connection, ReportPeriod period, ReportScope? scope, CancellationToken cancellationToken)
        {
            (this.connection, this.period, this.scope, this.cancellationToken) = (connection, period, scope, cancellationToken);
            // One moment for all tables of a report, so that they agree. A transaction object would begin with a lock for writing, which is the write gate's.
            Execute("BEGIN DEFERRED");
        }

        public int TaskCount { get; private set; }

        public void Dispose() => Execute("ROLLBACK");

        public (Dictionary<Guid, Tally> Tasks, Tally All) Tasks()
        {
            // The least of them first, to be dropped for a greater one: no more than are listed are ever kept.
            var kept = new PriorityQueue<Tally, (long, long)>();
            var all = new Tally(Guid.Empty, "");
            Rows(ReportQueries.ByTask, row =>
            {
                var task = Tally.Of(row);
                TaskCount++;
                all.Add(task);
                kept.Enqueue(task, (task.Outcomes.Failures, task.Outcomes.Runs));
                if (kept.Count > MostTasks)
                    kept.Dequeue();
            });
            return (kept.UnorderedItems.ToDictionary(item => item.Element.Id, item => item.Element), all);
        }

        public void Lengths(Dictionary<Guid, Tally> tasks, Tally all) => Rows(ReportQueries.Lengths, row =>
        {
            var listed = tasks.GetValueOrDefault(GuidColumn.Read(row, 0));
            var elapsed = row.GetInt64(1);
            all.Durations.Put(elapsed);
            listed?.Durations.Put(elapsed);
            if (row.IsDBNull(2))
                return;
            var late = row.GetInt64(2);
            all.Lateness.Put(late);
            listed?.Lateness.Put(late);
        });

        public IReadOnlyList<FailureFigures> Failures(int most)
        {
            var failures = new List<FailureFigures>();
            Rows(ReportQueries.Failures, row => failures.Add(new(GuidColumn.Read(row, 0), "", row.GetString(1), row.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))), most);
            return failures.ConvertAll(failure => failure with { Title = TitleOf(failure.TaskId) });
        }

        public string TitleOf(Guid task)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var command = connection.Command(ReportQueries.Title);
            using var reader = new Statement(command).With("@task", task).Read();
            return reader.Read() ? reader.GetString(0) : "";
        }

        private void Rows(Func<string, string> sql, Action<DbDataReader> use, int? most = null)
        {
            using var command = connection.Command(sql(scope?.Sql ?? ""));
            var statement = new Statement(command).With("@from", period.From).With("@to", period.To);
            statement = scope?.Bind(statement) ?? statement;
            using var reader = (most is { } count ? statement.With("@most", (long)count) : statement).Read();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                use(reader);
            }
        }

        private void Execute(string sql)
        {
            using var command = connection.Command(sql);
            command.ExecuteNonQuery();
        }
    }
}
