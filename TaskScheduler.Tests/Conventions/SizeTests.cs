using System.Reflection;

namespace TaskScheduler.Tests.Conventions;

public sealed class SizeTests
{
    private const int LinesInFile = 250;
    private const int LinesOfMarkup = 150;
    private const int LinesOfCodeInMarkup = 40;
    private const int LinesInProgram = 60;
    private const int LinesInMethod = 40;
    private const int Parameters = 6;
    private const int FilesInFolder = 12;

    [Fact]
    public void No_file_is_longer_than_its_budget() => SourceTree.None(
        $"Split these files; the budget is {LinesInFile} lines:",
        SourceTree.Files.Where(file => file.Extension is ".cs" or ".razor" or ".css" or ".js" && file.Lines.Length > LinesInFile).Select(Said));

    [Fact]
    public void No_markup_is_longer_than_its_budget() => SourceTree.None(
        $"Take components out of these files; the budget of markup is {LinesOfMarkup} lines:",
        Razor().Where(razor => razor.Markup > LinesOfMarkup).Select(razor => $"{razor.File.Path}: {razor.Markup} lines of markup"));

    [Fact]
    public void No_code_block_is_longer_than_its_budget() => SourceTree.None(
        $"Move the code of these components to a .razor.cs file; the budget of @code is {LinesOfCodeInMarkup} lines:",
        Razor().Where(razor => razor.Code > LinesOfCodeInMarkup).Select(razor => $"{razor.File.Path}: {razor.Code} lines of @code"));

    [Fact]
    public void Program_is_a_contents_page()
    {
        var program = SourceTree.File("TaskScheduler.Web/Program.cs");

        Assert.True(program.Lines.Length <= LinesInProgram, $"Move registrations out of {Said(program)}; the budget is {LinesInProgram}.");
    }

    [Fact]
    public void No_method_is_longer_than_its_budget() => SourceTree.None(
        $"Split these methods; the budget is {LinesInMethod} lines:",
        new[] { SourceTree.Core, SourceTree.Web, SourceTree.Tests }.SelectMany(MethodLines.Of).Where(method => method.Lines > LinesInMethod).Select(method => $"{method.Place}: {method.Lines} lines"));

    [Fact]
    public void No_constructor_takes_more_than_its_budget() => SourceTree.None(
        $"These classes do too much; the budget is {Parameters} parameters:",
        SourceTree.TypesOf(SourceTree.Core, SourceTree.Web, SourceTree.Tests)
            .Where(type => !IsRecord(type))
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constructor => constructor.GetParameters().Length > Parameters)
            .Select(constructor => $"{constructor.DeclaringType!.FullName}: {constructor.GetParameters().Length} parameters"));

    [Fact]
    public void No_folder_holds_more_files_than_its_budget() => SourceTree.None(
        $"Divide these folders by subject; the budget is {FilesInFolder} files:",
        FolderSizes().Where(folder => folder.Files > FilesInFolder).Select(folder => $"{folder.Path}: {folder.Files} files"));

    private static string Said(SourceFile file) => $"{file.Path}: {file.Lines.Length} lines";

    // The members of a positional record are data; a long list of them is a wide row, not a class with many jobs.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<(SourceFile File, int Markup, int Code)> Razor() => SourceTree.Files.Where(file => file.Extension == ".razor").Select(file =>
    {
        var start = Array.FindIndex(file.Lines, line => line.StartsWith("@code", StringComparison.Ordinal));
        var end = start < 0 ? -1 : Array.FindIndex(file.Lines, start, line => line == "}");
        var code = start < 0 ? 0 : (end < 0 ? file.Lines.Length : end + 1) - start;
        return (file, file.Lines.Length - code, code);
    });

    // A component with its code and its style is one thing that lies in up to three files.
    private static List<(string Path, int Files)> FolderSizes() => [.. SourceTree.Files
        .Where(file => file.Extension is ".cs" or ".razor" or ".css" or ".js" or ".props" or ".targets")
        .Where(file => file.Folder.Length > 0)
        .GroupBy(file => file.Folder, StringComparer.Ordinal)
        .Select(folder => (folder.Key, folder.DistinctBy(file => file.Name.Split('.')[0], StringComparer.Ordinal).Count()))];
}
