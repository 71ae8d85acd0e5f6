using TaskScheduler.Core.Runs.Outputs;

namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>
/// The rows of one attempt's output for one viewer: how many there are, any stretch of them, and those in which a text is found.
/// It remembers where every few kilobytes a row begins, and reads the rest when it is asked for.
/// </summary>
public sealed class OutputIndex
{
    /// <summary>Most rows that a search remembers; further ones are not counted.</summary>
    public const int MostFound = 10_000;

    private const int BytesBetweenMarks = 16 * 1024;

    // A page asks for one thing while the last one is still being read. Never disposed: a reading may end after its page was left.
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<RowStart> marks = [];
    private readonly List<int> found = [];
    private readonly OutputStore outputs;
    private readonly Guid runId;
    private readonly int attempt;
    private OutputScreen screen;
    private string? needle;
    private string lineBefore = "";

    public OutputIndex(OutputStore outputs, Guid runId, int attempt)
    {
        (this.outputs, this.runId, this.attempt) = (outputs, runId, attempt);
        screen = new(default, Note);
    }

    public OutputExtent Extent { get; private set; } = new(0, 0, 0);

    /// <summary>How many rows there are.</summary>
    public int Rows => screen.Start.Index + (screen.HasRow ? 1 : 0);

    /// <summary>How many lines, as far as they are kept or were cut.</summary>
    public long Lines => screen.Start.Line + (screen.HasRow ? 1 : 0);

    /// <summary>The rows in which the searched text is, from the first; empty when nothing is searched.</summary>
    public IReadOnlyList<int> Found => found;

    /// <summary>Reads what has come since; true when something has.</summary>
    public Task<bool> UpdateAsync(CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        var extent = await outputs.ExtentAsync(runId, attempt, cancellationToken);
        if (extent == Extent)
            return false;

        // Rows were cut out of the middle, so that all behind them have moved up.
        if (extent.CutBytes > 0 && extent.CutTo != Extent.CutTo)
            Begin();
        Extent = extent;
        await ReadOnAsync(cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Some rows, fewer at the end.</summary>
    public Task<IReadOnlyList<OutputRow>> RowsAsync(int first, int count, CancellationToken cancellationToken) => InTurnAsync<IReadOnlyList<OutputRow>>(async () =>
    {
        var rows = new List<OutputRow>(count);
        var reading = new OutputScreen(marks.FindLast(mark => mark.Index <= first), ended =>
        {
            if (ended.Start.Index >= first && rows.Count < count)
                rows.Add(ended.Row());
        });
        await foreach (var piece in outputs.StreamAsync(runId, attempt, reading.Byte, cancellationToken))
        {
            reading.Take(piece);
            if (rows.Count == count)
                return rows;
        }

        if (reading.HasRow && reading.Start.Index >= first && rows.Count < count)
            rows.Add(reading.Row());
        return rows;
    }, cancellationToken);

    /// <summary>Searches for a text without regard to case, from now on also in what comes; null ends the search.</summary>
    public Task<bool> SearchAsync(string? text, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        needle = text;
        Begin();
        await ReadOnAsync(cancellationToken);
        return found.Count > 0;
    }, cancellationToken);

    private void Begin()
    {
        marks.Clear();
        found.Clear();
        lineBefore = "";
        screen = new(default, Note);
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        await foreach (var piece in outputs.StreamAsync(runId, attempt, screen.Byte, cancellationToken))
            screen.Take(piece);
        if (screen.HasRow)
            Look(screen);
    }

    private void Note(OutputScreen ended)
    {
        if (marks.Count == 0 || ended.Start.Byte - marks[^1].Byte >= BytesBetweenMarks)
            marks.Add(ended.Start);
        Look(ended);
        var text = ended.Text;
        lineBefore = needle is null ? "" : text[Math.Max(0, text.Length - needle.Length + 1)..].ToString();
    }

    private void Look(OutputScreen row)
    {
        if (needle is null || found.Count == MostFound || (found.Count > 0 && found[^1] == row.Start.Index))
            return;
        var isIn = row.Text.Contains(needle, StringComparison.OrdinalIgnoreCase)
            || (row.Start.Continues && $"{lineBefore}{row.Text}".Contains(needle, StringComparison.OrdinalIgnoreCase));
        if (isIn)
            found.Add(row.Start.Index);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await read();
        }
        finally
        {
            turn.Release();
        }
    }
}
