namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>A stretch of a row that looks the same.</summary>
public readonly record struct StyledText(string Text, TextStyle Style);

/// <summary>A row of an output as it is shown: a line, or as much of a long one as a row holds.</summary>
/// <param name="Index">Its place among the rows, from 0.</param>
/// <param name="StartByte">Where it begins within all that was put out.</param>
/// <param name="Line">Number of its line, from 1; null when it goes on with the line of the row before.</param>
public sealed record OutputRow(int Index, long StartByte, long? Line, IReadOnlyList<StyledText> Texts)
{
    /// <summary>How many bytes were cut from the output here; the row shows nothing else then.</summary>
    public long CutBytes { get; init; }
}
