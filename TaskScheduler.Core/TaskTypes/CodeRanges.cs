using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Whole numbers written as <c>0,2-4</c>: single ones and ranges, with commas between them.</summary>
public sealed class CodeRanges
{
    private readonly List<(int First, int Last)> ranges;

    private CodeRanges(List<(int First, int Last)> ranges) => this.ranges = ranges;

    /// <summary>False when the text is written in another way, or names a number that is not between the two.</summary>
    public static bool TryParse(string text, int lowest, int highest, [NotNullWhen(true)] out CodeRanges? codes)
    {
        codes = null;
        var read = new List<(int, int)>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = entry.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || Code(ends[0]) is not { } first || Code(ends[^1]) is not { } last || last < first)
                return false;
            read.Add((first, last));
        }

        codes = new(read);
        return true;

        int? Code(string written) =>
            int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= lowest && code <= highest ? code : null;
    }

    public bool Contains(int code) => ranges.Exists(range => code >= range.First && code <= range.Last);
}
