using System.Text.RegularExpressions;
using System.Xml.Linq;
using TaskScheduler.Core.Runs;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Conventions;

public sealed partial class DocumentTests
{
    private const int FilesOfOneRun = 8;
    private const int LinesOfOneRun = 900;

    /// <summary>By how many lines a document may be wrong about a file: enough to fix a fault without editing the documents.</summary>
    private const int FarOff = 10;

    // Files are named from the root, from a project, or from the document that names them.
    private static readonly string[] namedFrom = ["", "TaskScheduler.Core/", "TaskScheduler.Web/", "TaskScheduler.Tests/"];

    [Fact]
    public void Every_path_that_a_document_names_exists() => SourceTree.None(
        "Correct these paths:",
        SourceTree.Documents.SelectMany(document => PathsIn(document).Where(named => !Exists(document, named.Path)).Select(named => $"{document.Path}:{named.Line} {named.Path}")));

    [Fact]
    public void Every_run_state_is_drawn()
    {
        var diagram = string.Join('\n', SourceTree.File("docs/run-states.md").Lines.SkipWhile(line => line != "```mermaid").Skip(1).TakeWhile(line => line != "```"));

        SourceTree.None("Draw these states, with their transitions, in docs/run-states.md:", Enum.GetNames<RunState>().Where(state => !IsNamed(state, diagram)));
        SourceTree.None("Explain these states in the table of docs/run-states.md:", Enum.GetNames<RunState>().Where(state => !IsRow(state)));
        SourceTree.None("Explain these task statuses in docs/run-states.md:", Enum.GetNames<TaskStatus>().Where(status => !IsRow(char.ToLowerInvariant(status[0]) + status[1..])));
    }

    [Fact]
    public void One_run_can_be_followed_in_few_files()
    {
        var path = SourceTree.File("docs/architecture.md").Lines
            .SkipWhile(line => line != "## One run, file by file").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => Step().Match(line)).Where(step => step.Success)
            .Select(step => (File: SourceTree.File("TaskScheduler.Core/" + step.Groups["file"].Value), Said: int.Parse(step.Groups["lines"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)))
            .ToList();

        Assert.NotEmpty(path);
        Assert.True(path.Count <= FilesOfOneRun, $"A run goes through {path.Count} files; join some of them, the budget is {FilesOfOneRun}.");
        Assert.True(path.Sum(step => step.File.Lines.Length) <= LinesOfOneRun, $"A run goes through {path.Sum(step => step.File.Lines.Length)} lines; the budget is {LinesOfOneRun}.");
        SourceTree.None("Correct these counts of lines in docs/architecture.md:", path.Where(step => Math.Abs(step.Said - step.File.Lines.Length) > FarOff).Select(step => $"{step.File.Path}: {step.Said} said, {step.File.Lines.Length} counted"));
    }

    [Fact]
    public void Every_folder_has_a_line_in_the_architecture()
    {
        var text = string.Join('\n', SourceTree.File("docs/architecture.md").Lines);

        SourceTree.None(
            "Say in docs/architecture.md what these folders are for:",
            SourceTree.Code.Where(file => file.IsUnder("TaskScheduler.Core", "TaskScheduler.Web", "TaskScheduler.Tests") && file.Folder.Contains('/', StringComparison.Ordinal))
                .Select(file => string.Join('/', file.Folder.Split('/').Take(2)))
                .Where(folder => !text.Contains($"`{folder}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_public_type_of_Core_has_a_summary()
    {
        var documented = XDocument.Load(Path.ChangeExtension(SourceTree.Core.Location, ".xml")).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        SourceTree.None(
            "Say in one sentence what these types are for:",
            SourceTree.TypesOf(SourceTree.Core).Where(type => (type.IsPublic || type.IsNestedPublic) && !documented.Contains("T:" + type.FullName!.Replace('+', '.'))).Select(type => type.FullName!));
    }

    private static bool IsNamed(string word, string text) => Regex.IsMatch(text, $@"\b{word}\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool IsRow(string word) => SourceTree.File("docs/run-states.md").Lines.Any(line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal));

    private static bool Exists(SourceFile document, string path) => namedFrom.Append(document.Folder.Length == 0 ? "" : document.Folder + "/").Any(start =>
    {
        var full = Path.GetFullPath(Path.Combine(Support.Repository.Root, start + path));
        return System.IO.File.Exists(full) || Directory.Exists(full);
    });

    private static IEnumerable<(int Line, string Path)> PathsIn(SourceFile document)
    {
        var inBlock = false;
        foreach (var (index, line) in document.Lines.Index())
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inBlock = !inBlock;
            if (inBlock)
                continue;
            foreach (Match match in Named().Matches(line))
                yield return (index + 1, match.Groups["path"].Value);
            foreach (Match match in Link().Matches(line))
                yield return (index + 1, match.Groups["path"].Value);
        }
    }

    // In backticks, what ends like a file of this repository or begins like one of its folders.
    [GeneratedRegex(@"`(?<path>[\w.\-]+(/[\w.\-]+)*\.(cs|razor|css|js|md|props|targets|csproj|sln|sh|http|txt|png)|(TaskScheduler\.\w+|docs|benchmarks|\.ci)(/[\w.\-]+)*/?)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<path>[^)#\s]+)(#[^)]*)?\)|src(set)?=""(?<path>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| *\d+ *\| *\[`(?<file>[^`]+)`\]\([^)]*\) *\| *(?<lines>\d+) *\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}
