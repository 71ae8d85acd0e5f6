using System.Globalization;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>When backups are made by themselves, and how many are kept (section <c>TaskScheduler:Backup</c>).</summary>
public sealed class BackupOptions
{
    public const string Section = "TaskScheduler:Backup";

    /// <summary>Whether one is made every day. Default true.</summary>
    public bool Daily { get; set; } = true;

    /// <summary>Time of day at which it is made, as <c>03:00</c>, the default.</summary>
    public string At { get; set; } = "03:00";

    /// <summary>IANA zone of that time; absent, the one of the server.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How many are kept, 1 to 1,000. Default 7. The last good one always is.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>Folder they are kept in, absolute or below the data folder. Default <c>backups</c>.</summary>
    public string Folder { get; set; } = "backups";

    internal TimeOnly? Time => TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    internal TimeZoneInfo Zone => string.IsNullOrWhiteSpace(TimeZone) ? TimeZoneInfo.Local : ZoneNames.Find(TimeZone) ?? TimeZoneInfo.Local;
}

internal sealed class BackupOptionsCheck : IValidateOptions<BackupOptions>
{
    private const int MostKept = 1_000;

    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var faults = new List<string>();
        if (options.Time is null)
            faults.Add($"{BackupOptions.Section}:At is '{options.At}'; it has to be a time of day as 03:00.");
        if (!string.IsNullOrWhiteSpace(options.TimeZone) && !ZoneNames.TryRead(options.TimeZone, out _))
            faults.Add($"{BackupOptions.Section}:TimeZone is '{options.TimeZone}'; it has to be an IANA time zone, as Europe/Berlin.");
        if (options.Keep is < 1 or > MostKept)
            faults.Add($"{BackupOptions.Section}:Keep is {options.Keep}; it has to be 1 to {MostKept} backups.");
        if (string.IsNullOrWhiteSpace(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal))
            faults.Add($"{BackupOptions.Section}:Folder must name a folder, for example 'backups'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
