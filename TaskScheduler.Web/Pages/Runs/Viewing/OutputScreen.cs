using System.Text;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Web.Parts.Texts;

namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>Where a row begins, and all that is needed to go on from there.</summary>
public readonly record struct RowStart(int Index, long Byte, long Line, bool Continues, TextStyle Style);

/// <summary>
/// Turns output into rows, as a terminal would that only ever grows downwards: colours, carriage returns and the erasing of a
/// line are followed, other sequences are left out. It holds one row.
/// </summary>
/// <param name="start">The row to begin with.</param>
/// <param name="rowEnded">Is called for each row that is complete, while it is still here.</param>
public sealed class OutputScreen(RowStart start, Action<OutputScreen>? rowEnded = null)
{
    /// <summary>Most columns of a row; a longer line goes on in the next.</summary>
    public const int Columns = 500;

    private const int TabStop = 8;

    private readonly char[] cells = new char[Columns];
    private readonly TextStyle[] styles = new TextStyle[Columns];
    private readonly SequenceReader sequences = new();
    private TextStyle style = start.Style;
    private int used;
    private int column;
    private long cut;
    private int lastBytes;

    /// <summary>Where the row begins that is being filled.</summary>
    public RowStart Start { get; private set; } = start;

    /// <summary>Up to where it has read.</summary>
    public long Byte { get; private set; } = start.Byte;

    /// <summary>Whether the row that is being filled shows anything.</summary>
    public bool HasRow => used > 0 || cut > 0;

    public ReadOnlySpan<char> Text => cells.AsSpan(0, used);

    /// <summary>Takes the next piece; where bytes are missing before it, a row says so.</summary>
    public void Take(OutputPiece piece)
    {
        if (piece.StartByte > Byte)
            Cut(piece);
        foreach (var unit in piece.Text)
        {
            lastBytes = Utf8Cut.BytesOf(unit);
            Byte += lastBytes;
            Take(unit);
        }
    }

    /// <summary>The row that is being filled.</summary>
    public OutputRow Row()
    {
        var texts = new List<StyledText>();
        for (var from = 0; from < used;)
        {
            var length = styles.AsSpan(from, used - from).IndexOfAnyExcept(styles[from]);
            length = length < 0 ? used - from : length;
            texts.Add(new(Whole(cells.AsSpan(from, length)), styles[from]));
            from += length;
        }

        return new(Start.Index, Start.Byte, Start.Continues || cut > 0 ? null : Start.Line + 1, texts) { CutBytes = cut };
    }

    private void Cut(OutputPiece piece)
    {
        if (HasRow)
            End(Start.Line, continues: false);
        cut = piece.StartByte - Byte;
        Byte = piece.StartByte;
        End(piece.FirstLine, continues: false);
    }

    private void Take(char unit)
    {
        if (sequences.Takes(unit, out var ended))
        {
            if (ended == 'm')
                style = style.After(sequences.Parameters);
            else if (ended == 'K')
                Erase(sequences.Parameters);
            return;
        }

        switch (unit)
        {
            case '\n':
                End(Start.Line + 1, continues: false);
                break;
            case '\r':
                column = 0;
                break;
            case '\b':
                column = Math.Max(0, column - 1);
                break;
            case '\t':
                Put("        ".AsSpan(column % TabStop), style);
                break;
            case var _ when UnseenText.NameOf(unit) is { } name:
                Put(name, style with { Marks = style.Marks | TextMarks.Unseen });
                break;
            case var _ when !char.IsControl(unit):
                Put([unit], style);
                break;
        }
    }

    private void Put(ReadOnlySpan<char> text, TextStyle look)
    {
        // The second half of a pair stays with the first.
        if (column + (char.IsHighSurrogate(text[0]) ? 2 : text.Length) > Columns)
            End(Start.Line, continues: true);
        text.CopyTo(cells.AsSpan(column));
        styles.AsSpan(column, text.Length).Fill(look);
        column += text.Length;
        used = Math.Max(used, column);
    }

    // "Erase in line": to its end (0, and when nothing is said), from its beginning (1), all of it (2).
    private void Erase(string parameters)
    {
        if (parameters is "1" or "2")
            cells.AsSpan(0, Math.Min(column, used)).Fill(' ');
        if (parameters is not "1")
            used = Math.Min(used, parameters is "2" && column == 0 ? 0 : column);
    }

    // A row that goes on ends before the character that has no room in it.
    private void End(long line, bool continues)
    {
        rowEnded?.Invoke(this);
        Start = new(Start.Index + 1, continues ? Byte - lastBytes : Byte, line, continues, style);
        (used, column, cut) = (0, 0, 0);
    }

    // A carriage return may have left half of a character.
    private static string Whole(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToArray())) : text.ToString();
}
