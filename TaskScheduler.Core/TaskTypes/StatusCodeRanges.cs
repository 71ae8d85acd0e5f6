using System.Diagnostics.CodeAnalysis;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>HTTP status codes written as <c>200-299,304</c>; codes are 100 to 599 (RFC 9110 §15).</summary>
public static class StatusCodeRanges
{
    /// <summary>The same rule as a pattern, for a JSON schema; it does not check the order within a range.</summary>
    public const string Pattern = @"^\s*[1-5][0-9]{2}(\s*-\s*[1-5][0-9]{2})?(\s*,\s*[1-5][0-9]{2}(\s*-\s*[1-5][0-9]{2})?)*\s*$";

    private const int Lowest = 100;
    private const int Highest = 599;

    // A status code has three digits: 0200 is none.
    public static bool TryParse(string text, [NotNullWhen(true)] out CodeRanges? codes)
    {
        codes = null;
        return text.Split(',', '-').All(code => code.Trim().Length == 3) && CodeRanges.TryParse(text, Lowest, Highest, out codes);
    }
}
