using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Asks SQLite how large things are. Its own table of sizes (dbstat) is not in this build, so those of tables are estimated.</summary>
public sealed partial class SpaceReader(IDbContextFactory<SchedulerDb> databases, DataFolder folder)
{
    // Rows looked at from each end of a table: new ones may be larger than old ones.
    private const int Sampled = 500;

    // What a row, and each value in it, takes besides its content (https://www.sqlite.org/fileformat2.html §2).
    private const int PerRow = 4;
    private const int PerIndexRow = 8;

    /// <summary>The size of the file and of what is free in it; cheap.</summary>
    public async Task<DatabaseSize> SizeAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var connection = await OpenAsync(db, cancellationToken);
        var page = Number(connection, "PRAGMA page_size");
        var journal = new FileInfo(folder.DatabaseFile + "-wal");
        return new(page * Number(connection, "PRAGMA page_count"), page * Number(connection, "PRAGMA freelist_count"), journal.Exists ? journal.Length : 0, DiskRoom.FreeAt(folder.Location));
    }

    /// <summary>Every table with its share, the largest first. Counts all rows: about a second for millions, and more than a minute when they have to be read from the disk.</summary>
    public async Task<IReadOnlyList<TableSize>> TablesAsync(CancellationToken cancellationToken)
    {
        var used = (await SizeAsync(cancellationToken)).UsedBytes;
        await using var db = databases.CreateDbContext();
        var connection = await OpenAsync(db, cancellationToken);

        // An empty table has a page, and so has each of its indexes.
        var page = Number(connection, "PRAGMA page_size");
        var guesses = new List<(string Name, long Rows, double Bytes)>();
        foreach (var table in Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Number(connection, $"SELECT COUNT(*) FROM \"{table}\"");
            guesses.Add((table, rows, Math.Max(Guess(connection, table, rows), page * (1 + Number(connection, $"SELECT COUNT(*) FROM pragma_index_list('{table}')")))));
        }

        var sum = guesses.Sum(guess => guess.Bytes);
        return [.. guesses.Select(guess => new TableSize(guess.Name, guess.Rows, sum > 0 ? (long)(used * guess.Bytes / sum) : 0)).OrderByDescending(table => table.Bytes).ThenBy(table => table.Name, StringComparer.Ordinal)];
    }

    private static double Guess(DbConnection connection, string table, long rows)
    {
        var columns = Texts(connection, $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
        var widths = Widths(connection, table, columns);
        var bytes = rows * (widths.Values.Sum() + PerRow);
        foreach (var index in Texts(connection, $"SELECT name FROM pragma_index_list('{table}')"))
        {
            var keys = Texts(connection, $"SELECT name FROM pragma_index_info('{index}') WHERE name IS NOT NULL");
            var condition = Texts(connection, $"SELECT COALESCE(sql, '') FROM sqlite_master WHERE type = 'index' AND name = '{index}'").Select(sql => Condition().Match(sql)).FirstOrDefault();
            var entries = condition is { Success: true } ? Number(connection, $"SELECT COUNT(*) FROM \"{table}\" WHERE {condition.Groups["what"].Value}") : rows;
            bytes += entries * (keys.Sum(key => widths.GetValueOrDefault(key)) + PerIndexRow + widths[columns[0]]);
        }

        return bytes;
    }

    private static Dictionary<string, double> Widths(DbConnection connection, string table, IReadOnlyList<string> columns)
    {
        var order = Texts(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk").Select(key => $"\"{key}\" DESC").DefaultIfEmpty("rowid DESC");
        var widths = columns.Select(column => $"AVG(CASE typeof(\"{column}\") WHEN 'null' THEN 1 WHEN 'integer' THEN 6 ELSE LENGTH(CAST(\"{column}\" AS BLOB)) + 1 END)");
        using var command = connection.Command($"""
            SELECT {string.Join(", ", widths)} FROM
                (SELECT * FROM (SELECT * FROM "{table}" LIMIT {Sampled}) UNION ALL SELECT * FROM (SELECT * FROM "{table}" ORDER BY {string.Join(", ", order)} LIMIT {Sampled}))
            """);
        using var reader = command.ExecuteReader();
        reader.Read();
        return columns.Index().ToDictionary(column => column.Item, column => reader.IsDBNull(column.Index) ? 0 : reader.GetDouble(column.Index), StringComparer.Ordinal);
    }

    private static async Task<DbConnection> OpenAsync(SchedulerDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db.Database.GetDbConnection();
    }

    private static long Number(DbConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static List<string> Texts(DbConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    [GeneratedRegex(@"\sWHERE\s+(?<what>.+)\z", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Condition();
}
