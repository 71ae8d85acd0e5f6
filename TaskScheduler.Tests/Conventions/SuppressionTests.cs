using System.Text.RegularExpressions;

namespace TaskScheduler.Tests.Conventions;

public sealed partial class SuppressionTests
{
    [Fact]
    public void A_rule_is_switched_off_with_its_reason_on_the_line_above() => SourceTree.None(
        "Say on the line above why this rule is switched off, or let it stand:",
        SourceTree.Files.Where(file => !file.IsUnder("TaskScheduler.Tests/Conventions")).SelectMany(Unexplained));

    private static IEnumerable<string> Unexplained(SourceFile file) => file.Lines.Index()
        .Where(line => Suppression().IsMatch(line.Item) && !IsExplained(file.Lines, line.Index))
        .Select(line => $"{file.Path}:{line.Index + 1} {line.Item.Trim()}");

    // Several suppressions for one reason stand below each other; attributes carry their reason themselves.
    private static bool IsExplained(string[] lines, int index)
    {
        if (lines[index].Contains("Justification = \"", StringComparison.Ordinal))
            return true;
        var above = index - 1;
        while (above >= 0 && Suppression().IsMatch(lines[above]))
            above--;
        return above >= 0 && Comment().IsMatch(lines[above]);
    }

    [GeneratedRegex(@"#pragma warning disable|\[(assembly: )?SuppressMessage|<NoWarn>|<WarningsNotAsErrors>|<MSBuildWarningsAsMessages>|<NuGetAuditSuppress|^(dotnet|csharp)_\S+ *= *(\S+:)?(none|silent|suggestion)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();

    [GeneratedRegex(@"^\s*(//|#|<!--|@\*)|(-->|\*@)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
