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

    [Fact]
    public void An_output_of_an_earlier_program_becomes_the_first_part_of_the_attempt_that_put_it_out()
    {
        using var older = new SqliteConnection("Data Source=:memory:");
        older.Open();
        foreach (var (_, sql) in MigrationSteps.All.Take(2))
            StoredDatabase.Execute(older, sql);
        StoredDatabase.Execute(older, """
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, fence, occurrences) VALUES (x'01', x'02', 1, 'Run', 'http', 10, 0, 3, 0, 3, 1);
            INSERT INTO run_outputs VALUES (x'01', 'grün
            0'), (x'99', 'of a run that is not there');
            """);

        StoredDatabase.Execute(older, MigrationSteps.All[2].Sql);

        Assert.Equal("01/3/0/0/7/grün\n0", Scalar(older, "SELECT GROUP_CONCAT(HEX(run_id) || '/' || attempt || '/' || part || '/' || start_byte || '/' || bytes || '/' || REPLACE(text, CHAR(10), '\n')) FROM run_output_parts"));
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)command.ExecuteScalar();
    }
}
