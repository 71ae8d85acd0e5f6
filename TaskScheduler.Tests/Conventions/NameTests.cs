using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace TaskScheduler.Tests.Conventions;

public sealed partial class NameTests
{
    // Words that fit every class and folder, and so say of none what it is for.
    private static readonly string[] emptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Common", "Extensions", "Interfaces", "Models", "Enums", "Services"];

    /// <summary>Files without a namespace: the entry point's type has none, and global usings are none's.</summary>
    private static readonly string[] withoutNamespace = ["TaskScheduler.Web/Program.cs", "TaskScheduler.Tests/Support/Usings.cs"];

    [Fact]
    public void A_namespace_is_the_directory() => SourceTree.None(
        "Move these files, or correct their namespace:",
        Projects().Where(file => file.Extension == ".cs" && !withoutNamespace.Contains(file.Path, StringComparer.Ordinal))
            .Select(file => (file, Written: NamespaceOf(file), Expected: file.Folder.Replace('/', '.')))
            .Where(file => file.Written != file.Expected)
            .Select(file => $"{file.file.Path}: {file.Written ?? "no namespace"}, expected {file.Expected}"));

    [Fact]
    public void A_type_says_its_job() => SourceTree.None(
        $"Name these types for what they do; {string.Join(", ", emptyWords)} say nothing:",
        SourceTree.TypesOf(SourceTree.Core, SourceTree.Web, SourceTree.Tests).Where(type => Words(type.Name).Intersect(emptyWords, StringComparer.Ordinal).Any()).Select(type => type.FullName!));

    [Fact]
    public void A_folder_is_a_subject() => SourceTree.None(
        "Name these folders for a subject, not for a kind of file:",
        SourceTree.Files.Select(file => file.Folder).Where(folder => folder.Split('/', '.').SelectMany(Words).Intersect(emptyWords, StringComparer.Ordinal).Any()));

    [Fact]
    public void A_routed_component_is_a_page() => SourceTree.None(
        "End the names of these components in Page:",
        SourceTree.TypesOf(SourceTree.Web).Where(type => type.IsDefined(typeof(RouteAttribute), false) && !type.Name.EndsWith("Page", StringComparison.Ordinal)).Select(type => type.FullName!));

    [Fact]
    public void A_test_is_named_with_a_sentence() => SourceTree.None(
        "Say what happens, in words with _ between them:",
        SourceTree.TypesOf(SourceTree.Tests).SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute), true) && !Sentence().IsMatch(method.Name))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));

    private static IEnumerable<SourceFile> Projects() => SourceTree.Files.Where(file => file.IsUnder("TaskScheduler.Core", "TaskScheduler.Web", "TaskScheduler.Tests"));

    private static string? NamespaceOf(SourceFile file) => file.Lines
        .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
        .Select(line => line["namespace ".Length..].TrimEnd(';'))
        .FirstOrDefault();

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
