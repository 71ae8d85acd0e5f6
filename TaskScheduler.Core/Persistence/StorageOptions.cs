using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Persistence;

/// <summary>Where the program keeps what it must not lose (section <c>TaskScheduler</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the database and the outbox, absolute or below the working folder. Default <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Which database is used (section <c>TaskScheduler:Database</c>).</summary>
    public DatabaseOptions Database { get; set; } = new();
}

/// <summary>Which database is used.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The only value so far, and the default: <c>Sqlite</c>.</summary>
    public string Provider { get; set; } = "Sqlite";
}

internal sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory) || options.DataDirectory.Contains('\0', StringComparison.Ordinal))
            faults.Add("TaskScheduler:DataDirectory must name a folder, for example 'data'.");
        if (!options.Database.Provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            faults.Add($"TaskScheduler:Database:Provider is '{options.Database.Provider}'; this version knows 'Sqlite'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
