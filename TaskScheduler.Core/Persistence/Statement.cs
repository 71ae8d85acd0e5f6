using System.Data.Common;

namespace TaskScheduler.Core.Persistence;

/// <summary>Texts of SQL as commands.</summary>
internal static class SqlText
{
    /// <summary>A command with this text, to be disposed of by whoever asks for it.</summary>
    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

/// <summary>A prepared statement that is being given its values. Instants go in as Unix milliseconds, ids as bytes.</summary>
public readonly struct Statement(DbCommand command)
{
    public Statement With(string name, Guid value) => With(name, (object)value.ToByteArray(true));

    public Statement With(string name, Guid? value) => With(name, (object?)value?.ToByteArray(true));

    public Statement With(string name, DateTimeOffset value) => With(name, (object)value.ToUnixTimeMilliseconds());

    public Statement With(string name, DateTimeOffset? value) => With(name, value is { } instant ? instant.ToUnixTimeMilliseconds() : (object?)null);

    public Statement With(string name, string? value) => With(name, (object?)value);

    public Statement With(string name, byte[] value) => With(name, (object)value);

    public Statement With(string name, long value) => With(name, (object)value);

    public Statement With(string name, long? value) => With(name, (object?)value);

    public Statement With(string name, Enum value) => With(name, (object)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    public int Execute() => command.ExecuteNonQuery();

    public DbDataReader Read() => command.ExecuteReader();

    /// <summary>The ids in the first column, to the last one: other statements may follow at once.</summary>
    internal List<Guid> ReadIds()
    {
        using var reader = Read();
        var ids = new List<Guid>();
        while (reader.Read())
            ids.Add(GuidColumn.Read(reader, 0));
        return ids;
    }

    private Statement With(string name, object? value)
    {
        var at = command.Parameters.IndexOf(name);
        if (at < 0)
        {
            var added = command.CreateParameter();
            added.ParameterName = name;
            at = command.Parameters.Add(added);
        }

        command.Parameters[at].Value = value ?? DBNull.Value;
        return this;
    }
}
