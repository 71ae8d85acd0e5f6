namespace TaskScheduler.Core;

/// <summary>Lines of a table as text (RFC 4180) that a spreadsheet opens without running anything of it.</summary>
public static class CsvLine
{
    public static string Of(IEnumerable<string?> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Cell(string? text)
    {
        // A spreadsheet would take these for a formula, and a title may be anybody's.
        var safe = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{text}" : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
