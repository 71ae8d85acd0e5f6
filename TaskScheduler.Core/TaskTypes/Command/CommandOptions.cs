using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>Whether tasks may run programs on this machine, and which (section <c>TaskScheduler:Commands</c>).</summary>
public sealed class CommandOptions
{
    public const string Section = "TaskScheduler:Commands";

    /// <summary>Lets everybody who may write tasks run programs as the user of this server. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Full paths of folders, with <c>;</c> between them: only programs below them are started. Absent, any program is.</summary>
    public string? Folders { get; set; }

    internal IReadOnlyList<string> FolderList => (Folders ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class CommandOptionsCheck : IValidateOptions<CommandOptions>
{
    public ValidateOptionsResult Validate(string? name, CommandOptions options)
    {
        var faults = options.FolderList
            .Where(folder => !Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
            .Select(folder => $"{CommandOptions.Section}:Folders names '{folder}'; it has to be the full path of a folder that exists.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
