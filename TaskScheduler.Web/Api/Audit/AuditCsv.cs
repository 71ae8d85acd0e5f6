using System.Text;
using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Web.Api.Audit;

/// <summary>The audit trail as a table (RFC 4180), one line for each entry.</summary>
public static class AuditCsv
{
    private static readonly string[] Columns = ["id", "at", "actor", "from", "action", "subjectId", "subject", "version", "detail"];

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<AuditEntryJson> entries, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(CsvLine.Of(Columns).AsMemory(), cancellationToken);
        await foreach (var entry in entries.WithCancellation(cancellationToken))
            await writer.WriteAsync(CsvLine.Of(Cells(entry)).AsMemory(), cancellationToken);
    }

    private static string?[] Cells(AuditEntryJson entry) =>
    [
        $"{entry.Id}", IsoText.Of(entry.At), entry.Actor, entry.From, entry.Action, entry.SubjectId?.ToString(), entry.Subject, entry.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Detail?.ToJsonString(),
    ];
}
