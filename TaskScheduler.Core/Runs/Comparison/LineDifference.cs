namespace TaskScheduler.Core.Runs.Comparison;

/// <summary>What became of a line from one text to another.</summary>
public enum LineChange
{
    /// <summary>It is in both.</summary>
    Same,

    /// <summary>Only the later text has it.</summary>
    Added,

    /// <summary>Only the earlier text has it.</summary>
    Removed,
}

/// <summary>One line of two texts laid over each other.</summary>
public readonly record struct ComparedLine(LineChange Change, string Text);

/// <summary>Two texts laid over each other, line by line.</summary>
/// <param name="IsCut">Whether lines before these were left out.</param>
public sealed record LineDifference(IReadOnlyList<ComparedLine> Lines, bool IsCut)
{
    /// <summary>Lines of each text that are compared: its last ones, where outputs say how they ended.</summary>
    public const int MostLines = 400;

    /// <summary>Characters of a line that are compared and shown.</summary>
    private const int LongestLine = 2_000;

    public bool HasChanges => Lines.Any(line => line.Change != LineChange.Same);

    /// <summary>Compares by the longest common sequence of lines; what was removed stands before what was added in its place.</summary>
    public static LineDifference Between(string? before, string? after)
    {
        var (earlier, later) = (LinesOf(before), LinesOf(after));
        var isCut = earlier.Length > MostLines || later.Length > MostLines;
        return new([.. Walk(Last(earlier), Last(later))], isCut);
    }

    private static IEnumerable<ComparedLine> Walk(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return new(LineChange.Same, before[i++]);
                j++;
            }
            else if (i < before.Length && (j == after.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                yield return new(LineChange.Removed, before[i++]);
            }
            else
            {
                yield return new(LineChange.Added, after[j++]);
            }
        }
    }

    // For each pair of places how long the longest common sequence from there to the end is: at most 400 times 400 numbers.
    private static short[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new short[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? (short)(lengths[i + 1, j + 1] + 1) : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }

    private static string[] LinesOf(string? text) => string.IsNullOrEmpty(text) ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string[] Last(string[] lines) => [.. lines.Skip(lines.Length - MostLines).Select(line => Excerpt.Of(line, LongestLine))];
}
