using TaskScheduler.Core.Definitions.Files;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Definitions;

/// <summary>How a file of definitions is written.</summary>
public enum DefinitionFormat
{
    Yaml,
    Json,
}

/// <summary>Something in a file that has to be corrected.</summary>
/// <param name="Place">Where, as <c>tasks[3].schedule.cron</c>; empty when it is about the whole file.</param>
/// <param name="Line">From 1; null when it is about no line.</param>
public sealed record DefinitionFault(string Place, int? Line, string Message)
{
    /// <summary>The same for those who show no lines by themselves.</summary>
    public Fault ToFault() => new(Place.Length == 0 ? "file" : Place, Line is null ? Message : $"{Message} (line {Line})");
}

/// <summary>One task as a file says it.</summary>
/// <param name="Place">As <c>tasks[3]</c>.</param>
/// <param name="Line">Where it begins, from 1.</param>
public sealed record DefinitionEntry(string Place, int Line, TaskDraft Draft)
{
    /// <summary>The stored task that is meant; without it, the one with this title.</summary>
    public Guid? Id { get; init; }

    /// <summary>Absent leaves a stored task as it is; a new one is active then.</summary>
    public bool? Active { get; init; }

    internal Func<string, int>? LineOf { get; init; }

    internal DefinitionFault At(string field, string message) => new($"{Place}.{field}", LineOf?.Invoke(field) ?? Line, message);
}

/// <summary>Tasks as a file says them, read but not yet held against what is stored.</summary>
/// <param name="Faults">What could not be read; nothing of such a file is applied.</param>
public sealed record DefinitionFile(IReadOnlyList<DefinitionEntry> Entries, IReadOnlyList<DefinitionFault> Faults)
{
    /// <param name="format">Null takes JSON for what begins with a brace, else YAML.</param>
    public static DefinitionFile Read(string text, DefinitionFormat? format = null)
    {
        var faults = new List<DefinitionFault>();
        var isJson = format is { } said ? said == DefinitionFormat.Json : text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['{' or '[', ..];
        var root = isJson ? JsonTree.Read(text, faults) : YamlTree.Read(text, faults);
        var entries = root is null ? [] : FileReader.Entries(root, faults);
        return new(entries, faults);
    }
}
