using Microsoft.Data.Sqlite;
using TaskScheduler.Core;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Tests.Persistence;

public sealed class MigrationTests : IDisposable
{
    private readonly StoredDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public void Applied_again_they_change_nothing()
    {
        var before = database.Bytes;

        database.Change(connection => Migrations.Apply(connection, TimeProvider.System));

        Assert.Equal(before, database.Bytes);
    }

    [Fact]
    public void Each_step_is_noted_once_with_its_version()
    {
        database.Change(connection => Migrations.Apply(connection, TimeProvider.System));

        database.Change(connection => Assert.Equal($"{Migrations.Latest}/{Migrations.Latest}", Scalar(connection, "SELECT COUNT(*) || '/' || MAX(version) FROM schema_versions")));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_not_changed()
    {
        database.Change(connection => StoredDatabase.Execute(connection, "INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'Of tomorrow', 0)"));
        var before = database.Bytes;

        database.Change(connection => Assert.Throws<StartFault>(() => Migrations.Apply(connection, TimeProvider.System)));

        Assert.Equal(before, database.Bytes);
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)command.ExecuteScalar();
    }
}
