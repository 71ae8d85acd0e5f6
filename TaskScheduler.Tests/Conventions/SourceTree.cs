using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TaskScheduler.Core;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Conventions;

/// <summary>A file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Extension => System.IO.Path.GetExtension(Path);

    public bool IsUnder(params IEnumerable<string> places) =>
        places.Any(place => Path == place || Path.StartsWith(place.TrimEnd('/') + "/", StringComparison.Ordinal));
}

/// <summary>What the conventions are about: the files of the repository as they are written, and the assemblies made of them.</summary>
internal static class SourceTree
{
    // What a build, a run, a test or an editor leaves behind; nothing of it is written by a person.
    private static readonly string[] leftBehind = ["bin", "obj", "artifacts", "data", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "_framework", ".git", ".vs", ".idea"];
    private static readonly string[] read = [".cs", ".razor", ".css", ".js", ".md", ".props", ".targets", ".csproj", ".json", ".sh", ".http"];

    public static Assembly Core { get; } = typeof(CoreRegistration).Assembly;

    public static Assembly Web { get; } = typeof(PagesSetup).Assembly;

    public static Assembly Tests { get; } = typeof(SourceTree).Assembly;

    public static IReadOnlyList<SourceFile> Files { get; } = [.. FilesUnder(Repository.Root).OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> Code => Files.Where(file => file.Extension is ".cs" or ".razor");

    /// <summary>The README and everything under docs/.</summary>
    public static IEnumerable<SourceFile> Documents => Files.Where(file => file.Path == "README.md" || (file.Extension == ".md" && file.IsUnder("docs")));

    /// <summary>Types that somebody wrote, nested ones too; what compilers and the test framework add to them is left out.</summary>
    public static IEnumerable<Type> TypesOf(params IEnumerable<Assembly> assemblies) => assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal) && !type.IsDefined(typeof(ExcludeFromCodeCoverageAttribute), false) && type.Namespace?.StartsWith("TaskScheduler", StringComparison.Ordinal) == true);

    public static SourceFile File(string path) => Files.SingleOrDefault(file => file.Path == path) ?? throw new InvalidOperationException($"{path} is missing.");

    /// <summary>Fails with all offenders, so that one run of the tests says everything there is to do.</summary>
    public static void None(string whatToDo, IEnumerable<string> offenders)
    {
        var all = offenders.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{whatToDo}{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", all)}");
    }

    private static IEnumerable<SourceFile> FilesUnder(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !leftBehind.Contains(Path.GetFileName(inner), StringComparer.Ordinal)))
            foreach (var file in FilesUnder(inner))
                yield return file;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => read.Contains(Path.GetExtension(file), StringComparer.Ordinal) || Path.GetFileName(file) == ".editorconfig"))
            yield return new(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), System.IO.File.ReadAllLines(file));
    }
}
