using System.Text.RegularExpressions;

namespace TaskScheduler.Benchmarks.Report;

/// <summary>A part of the report.</summary>
internal sealed record Section(string Title, string Body);

/// <summary>docs/benchmarks.md. A single scenario replaces its own section and leaves the others as they are.</summary>
internal static partial class ReportFile
{
    private const string Head = """
        # Benchmarks

        Written by `dotnet run -c Release --project benchmarks`; a single scenario by `-- burst`, `-- punctuality`, `-- stored`, `-- rest`, `-- retention`, `-- health`, `-- history` or `-- forecast`, with `--write` to replace its section here.
        The peer is Quartz 4.7.3 with its own SQLite store, measured in the same run on the same machine, at its defaults and at the best setting found for it. Ratios carry over to other machines better than absolute figures do.
        Figures are medians, with the lowest and the highest in brackets.
        """;

    public static string Compose(MachineFacts machine, IEnumerable<Section> sections, bool quick) =>
        Head + "\n\n" + string.Join("\n", sections.Select(section => Say(machine, section, quick)));

    public static void Write(MachineFacts machine, IReadOnlyList<Section> sections, bool quick)
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "benchmarks.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var written = File.Exists(file) ? SectionStart().Split(File.ReadAllText(file)).Skip(1).ToList() : [];
        foreach (var section in sections)
        {
            var at = written.FindIndex(text => text.StartsWith($"## {section.Title}\n", StringComparison.Ordinal));
            if (at < 0)
                written.Add(Say(machine, section, quick));
            else
                written[at] = Say(machine, section, quick);
        }

        File.WriteAllText(file, Head + "\n\n" + string.Join("\n", written.Select(text => text.TrimEnd() + "\n")));
    }

    private static string Say(MachineFacts machine, Section section, bool quick) =>
        $"## {section.Title}\n{(quick ? "**A quick run: to try the program, not to quote.** " : "")}{machine}\n\n{section.Body.Trim()}\n";

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TaskScheduler.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The report is written into the repository, and this program does not lie in one.");
    }

    [GeneratedRegex("^(?=## )", RegexOptions.Multiline, 1_000)]
    private static partial Regex SectionStart();
}
