using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>HTTP status codes written as <c>200-299,304</c>; codes are 100 to 599 (RFC 9110 §15).</summary>
public sealed class StatusCodeRanges
{
    /// <summary>The same rule as a pattern, for a JSON schema; it does not check the order within a range.</summary>
    public const string Pattern = @"^\s*[1-5][0-9]{2}(\s*-\s*[1-5][0-9]{2})?(\s*,\s*[1-5][0-9]{2}(\s*-\s*[1-5][0-9]{2})?)*\s*$";

    private readonly List<(int First, int Last)> ranges;

    private StatusCodeRanges(List<(int First, int Last)> ranges) => this.ranges = ranges;

    public static bool TryParse(string text, [NotNullWhen(true)] out StatusCodeRanges? codes)
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
    }

    public bool Contains(int code) => ranges.Exists(range => code >= range.First && code <= range.Last);

    private static int? Code(string text) =>
        text.Length == 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599 ? code : null;
}
