using System.Diagnostics.CodeAnalysis;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Exit codes of programs written as <c>0,2-4</c>; codes are 0 to 255, as POSIX has them.</summary>
public static class ExitCodeRanges
{
    /// <summary>The same rule as a pattern, for a JSON schema; it checks neither the upper end nor the order within a range.</summary>
    public const string Pattern = @"^\s*[0-9]{1,3}(\s*-\s*[0-9]{1,3})?(\s*,\s*[0-9]{1,3}(\s*-\s*[0-9]{1,3})?)*\s*$";

    private const int Highest = 255;

    public static bool TryParse(string text, [NotNullWhen(true)] out CodeRanges? codes) => CodeRanges.TryParse(text, 0, Highest, out codes);
}
