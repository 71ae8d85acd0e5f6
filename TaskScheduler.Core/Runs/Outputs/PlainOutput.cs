using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>Output as it is read where no terminal is: without what colours and moves text in one.</summary>
public static partial class PlainOutput
{
    /// <summary>Leaves out control sequences (ECMA-48 §5.4 to 5.6) and every control character but line breaks and tabs.</summary>
    public static string Of(string output) =>
        string.Concat(Sequences().Replace(output.ReplaceLineEndings("\n"), "").Where(character => !char.IsControl(character) || character is '\n' or '\t'));

    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\a\e]*(?:\a|\e\\)?|[ -/]*[0-~])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sequences();
}
