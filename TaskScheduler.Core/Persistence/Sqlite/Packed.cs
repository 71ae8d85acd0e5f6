using System.Globalization;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>
/// Hands a whole column of values to one statement as one bound value, so that a batch costs one statement instead of one
/// for each row: ids side by side, numbers as digits of one width. <see cref="With"/> turns them into rows again.
/// </summary>
internal static class Packed
{
    private const int IdBytes = 16;
    private const int NumberDigits = 15;

    /// <summary>Begins a statement with the packed values as table <c>packed</c>; <c>@count</c> says how many rows it has, at least one.</summary>
    /// <param name="columns">Its columns, made by <see cref="Id"/> and <see cref="Number"/>.</param>
    public static string With(params string[] columns) => $"""
        WITH RECURSIVE numbered (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbered WHERE i + 1 < @count),
            packed AS (SELECT {string.Join(", ", columns)} FROM numbered)

        """;

    public static string Id(string column) => $"substr(@{column}, i * {IdBytes} + 1, {IdBytes}) AS {column}";

    public static string Number(string column) => $"CAST(substr(@{column}, i * {NumberDigits} + 1, {NumberDigits}) AS INTEGER) AS {column}";

    public static byte[] Ids<T>(IReadOnlyList<T> rows, Func<T, Guid> id)
    {
        var bytes = new byte[rows.Count * IdBytes];
        for (var row = 0; row < rows.Count; row++)
            id(rows[row]).TryWriteBytes(bytes.AsSpan(row * IdBytes, IdBytes), bigEndian: true, out _);
        return bytes;
    }

    /// <param name="number">0 to 999,999,999,999,999: room for Unix milliseconds beyond the year 9999.</param>
    public static byte[] Numbers<T>(IReadOnlyList<T> rows, Func<T, long> number)
    {
        // Bytes, not text: to find its place in a text, SQLite counts the characters from the beginning.
        var digits = new byte[rows.Count * NumberDigits];
        for (var row = 0; row < rows.Count; row++)
            number(rows[row]).TryFormat(digits.AsSpan(row * NumberDigits, NumberDigits), out _, "D15", CultureInfo.InvariantCulture);
        return digits;
    }
}
