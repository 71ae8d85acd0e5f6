using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>How much an attempt has put out, in bytes of UTF-8, and how much of it is kept.</summary>
/// <param name="CutFrom">Where the cut begins; the total when nothing was cut.</param>
/// <param name="CutTo">Where what is kept goes on after the cut.</param>
public sealed record OutputExtent(long TotalBytes, long CutFrom, long CutTo)
{
    public long CutBytes => CutTo - CutFrom;
}

/// <summary>A piece of an output.</summary>
/// <param name="StartByte">Where it begins within all that was put out.</param>
/// <param name="FirstLine">How many line breaks were put out before it.</param>
public sealed record OutputPiece(long StartByte, long FirstLine, string Text)
{
    /// <summary>Where it ends within all that was put out.</summary>
    public long EndByte { get; } = StartByte + Encoding.UTF8.GetByteCount(Text);

    /// <summary>What of it lies before a byte.</summary>
    public ReadOnlyMemory<char> Until(long endByte) => Text.AsMemory(0, Utf8Cut.AtMost(Text, endByte - StartByte));
}

/// <summary>Reads outputs, a part at a time.</summary>
public sealed class OutputStore(IDbContextFactory<SchedulerDb> databases)
{
    /// <summary>Most bytes of an output that come with its run.</summary>
    public const int PreviewSize = 64 * 1024;

    private const int HalfOfPreview = PreviewSize / 2;

    /// <summary>Stands where bytes are missing from an output that is shown as text.</summary>
    public static string CutMark(long bytes) => string.Create(CultureInfo.InvariantCulture, $"\n… {bytes:N0} bytes are left out here …\n");

    /// <summary>All zero while nothing was put out.</summary>
    public async Task<OutputExtent> ExtentAsync(Guid runId, int attempt, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var parts = await Parts(db, runId, attempt).Select(part => new { part.StartByte, part.Bytes }).ToListAsync(cancellationToken);
        var (end, cut) = (0L, (From: 0L, To: 0L));
        foreach (var part in parts)
        {
            if (part.StartByte > end)
                cut = (end, part.StartByte);
            end = part.StartByte + part.Bytes;
        }

        return cut.To > 0 ? new(end, cut.From, cut.To) : new(end, end, end);
    }

    /// <summary>What is kept from a byte on, in order. Each piece is read when it is asked for, so that what is added meanwhile comes too.</summary>
    public async IAsyncEnumerable<OutputPiece> StreamAsync(Guid runId, int attempt, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = -1;
        while (await NextAsync(runId, attempt, last, from, cancellationToken) is { } part)
        {
            last = part.Part;
            var (at, skipped) = Utf8Cut.AtLeast(part.Text, from - part.StartByte);
            if (at < part.Text.Length)
                yield return new(part.StartByte + skipped, part.FirstLine + part.Text.AsSpan(0, at).Count('\n'), part.Text[at..]);
        }
    }

    /// <summary>The output, or its beginning and its end with a mark between them; null when there is none.</summary>
    public async Task<string?> PreviewAsync(Guid runId, int attempt, CancellationToken cancellationToken)
    {
        var extent = await ExtentAsync(runId, attempt, cancellationToken);
        if (extent.TotalBytes == 0)
            return null;
        var whole = extent.TotalBytes - extent.CutBytes <= PreviewSize;
        var (cutFrom, cutTo) = whole ? (extent.CutFrom, extent.CutTo) : (HalfOfPreview, extent.TotalBytes - HalfOfPreview);
        var text = new StringBuilder();
        await AppendAsync(text, StreamAsync(runId, attempt, 0, cancellationToken), cutFrom);
        if (cutFrom == cutTo)
            return text.ToString();
        text.Append(CutMark(cutTo - cutFrom));
        await AppendAsync(text, StreamAsync(runId, attempt, cutTo, cancellationToken), extent.TotalBytes);
        return text.ToString();
    }

    private static async Task AppendAsync(StringBuilder text, IAsyncEnumerable<OutputPiece> pieces, long until)
    {
        await foreach (var piece in pieces)
        {
            text.Append(piece.Until(until));
            if (piece.EndByte >= until)
                return;
        }
    }

    private async Task<RunOutputPartRow?> NextAsync(Guid runId, int attempt, int after, long from, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await Parts(db, runId, attempt).FirstOrDefaultAsync(part => part.Part > after && part.StartByte + part.Bytes > from, cancellationToken);
    }

    private static IQueryable<RunOutputPartRow> Parts(SchedulerDb db, Guid runId, int attempt) =>
        db.RunOutputParts.Where(part => part.RunId == runId && part.Attempt == attempt).OrderBy(part => part.Part);
}
