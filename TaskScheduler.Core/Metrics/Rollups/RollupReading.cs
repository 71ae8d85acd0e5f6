using System.Data.Common;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>Reads rollups over a connection of a reader.</summary>
internal sealed class RollupReading(DbConnection connection)
{
    public const string OfKindSql = "SELECT subject, start, figures FROM rollups WHERE kind = @kind AND start >= @from";

    public const string OfSubjectSql = "SELECT subject, start, figures FROM rollups WHERE kind = @kind AND subject = @subject AND start >= @from";

    /// <summary>Rollups of a kind that begin at or after an instant, the subjects together.</summary>
    public void OfKind(RollupKind kind, DateTimeOffset from, Action<byte[], DateTimeOffset, byte[]> use)
    {
        using var command = connection.Command(OfKindSql);
        Read(new Statement(command).With("@kind", kind).With("@from", from), use);
    }

    /// <summary>Rollups of one subject that begin at or after an instant, in order.</summary>
    public void OfSubject(RollupKind kind, byte[] subject, DateTimeOffset from, Action<byte[], DateTimeOffset, byte[]> use)
    {
        using var command = connection.Command(OfSubjectSql);
        Read(new Statement(command).With("@kind", kind).With("@subject", subject).With("@from", from), use);
    }

    private static void Read(Statement statement, Action<byte[], DateTimeOffset, byte[]> use)
    {
        using var reader = statement.Read();
        while (reader.Read())
            use((byte[])reader[0], DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), (byte[])reader[2]);
    }
}
