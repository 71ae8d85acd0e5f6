using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Runs.DeadLetters;

/// <summary>What failures have in common: an error without what differs from run to run.</summary>
public static partial class FailureCause
{
    /// <summary>Longest cause, in characters.</summary>
    public const int MaxLength = 200;

    private const int ReadOfError = 1_000;

    /// <summary>Ids, times, addresses of machines, numbers and quoted texts become placeholders; the rest stays as it is.</summary>
    /// <param name="error">What went wrong; null counts as one cause of its own.</param>
    public static string Of(string? error)
    {
        if (string.IsNullOrWhiteSpace(error))
            return "No error was given.";
        var read = error.Length > ReadOfError ? error[..ReadOfError] : error;
        var cause = Space().Replace(read, " ").Trim();
        cause = Id().Replace(cause, "<id>");
        cause = Instant().Replace(cause, "<time>");
        cause = Quoted().Replace(cause, "<text>");
        cause = Number().Replace(cause, "<n>");
        return cause.Length > MaxLength ? cause[..MaxLength] : cause;
    }

    // Control and format characters as well: a cause is shown on one line.
    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\b|\b(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{12,}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?|\b\d{1,2}:\d{2}:\d{2}([.,]\d+)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex("\"[^\"]{0,300}\"|'[^']{0,300}'|„[^“]{0,300}“|“[^”]{0,300}”", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    // The code of an answer or of a program's end tells one cause from another; it stays.
    [GeneratedRegex(@"(?<!\b(answered|status|code|HTTP) )(?<![\w.])\d+([.,:]\d+)*(?!\w)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
