using System.Text;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Web.Api.Audit;

/// <summary>The audit trail as a table (RFC 4180), one line for each entry.</summary>
public static class AuditCsv
{
    private static readonly string[] Columns = ["id", "at", "actor", "from", "action", "subjectId", "subject", "version", "detail"];

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<AuditEntryJson> entries, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(Line(Columns).AsMemory(), cancellationToken);
        await foreach (var entry in entries.WithCancellation(cancellationToken))
            await writer.WriteAsync(Line(Cells(entry)).AsMemory(), cancellationToken);
    }

    public static string Line(IEnumerable<string?> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string?[] Cells(AuditEntryJson entry) =>
    [
        $"{entry.Id}", IsoText.Of(entry.At), entry.Actor, entry.From, entry.Action, entry.SubjectId?.ToString(), entry.Subject, entry.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Detail?.ToJsonString(),
    ];

    private static string Cell(string? text)
    {
        // A spreadsheet would take these for a formula, and a title may be anybody's.
        var safe = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
