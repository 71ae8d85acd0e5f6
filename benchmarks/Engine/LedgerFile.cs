using Microsoft.Data.Sqlite;

namespace TaskScheduler.Benchmarks.Engine;

/// <summary>Reads the database of the engine from outside, as somebody would who does not believe it.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly SqliteConnection connection;

    public LedgerFile(string dataFolder)
    {
        connection = new($"Data Source={Path.Combine(dataFolder, "taskscheduler.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
    }

    public long CountTasks() => Number("SELECT COUNT(*) FROM tasks");

    public long CountSucceeded() => Number("SELECT COUNT(*) FROM runs WHERE ended_at IS NOT NULL AND state = 10");

    public long CountRuns() => Number("SELECT COUNT(*) FROM runs");

    /// <summary>Succeeded runs that were due in this span, its end not included.</summary>
    public long CountSucceeded(DateTimeOffset from, DateTimeOffset to) => Number(
        $"SELECT COUNT(*) FROM runs WHERE state = 10 AND due_at >= {from.ToUnixTimeMilliseconds()} AND due_at < {to.ToUnixTimeMilliseconds()}");

    /// <summary>The runs that started at this instant or later.</summary>
    public IReadOnlyList<Start> StartsSince(DateTimeOffset since)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT due_at, started_at FROM runs WHERE started_at >= @since";
        command.Parameters.AddWithValue("@since", since.ToUnixTimeMilliseconds());
        using var reader = command.ExecuteReader();
        var starts = new List<Start>();
        while (reader.Read())
            starts.Add(Start.Of(reader.GetInt64(0), reader.GetInt64(1)));
        return starts;
    }

    public void Dispose() => connection.Dispose();

    private long Number(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
