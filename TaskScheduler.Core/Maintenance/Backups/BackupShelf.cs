using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>The folder with the backups. What else lies in it is left alone.</summary>
public sealed partial class BackupShelf(DataFolder data, IOptions<BackupOptions> options, ILogger<BackupShelf> log)
{
    private const string Unfinished = ".part";

    private volatile Failure? failure;

    /// <summary>Absolute path.</summary>
    public string Location => Path.Combine(data.Location, options.Value.Folder);

    /// <summary>When the next is made by itself; null when none is.</summary>
    public DateTimeOffset? NextAt { get; internal set; }

    /// <summary>How it stands with backups.</summary>
    public BackupFacts Facts => new(LastGood, failure?.At, failure?.Why, NextAt);

    /// <summary>The newest that is good; null when there is none.</summary>
    public BackupFile? LastGood => Files().OrderByDescending(file => file.Name, StringComparer.Ordinal).Select(Read).FirstOrDefault(backup => backup.IsGood);

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<BackupFile> List() => [.. Files().Select(Read).OrderByDescending(backup => backup.At).ThenByDescending(backup => backup.Name, StringComparer.Ordinal)];

    /// <summary>One of them; null when there is none of this name.</summary>
    public BackupFile? Find(string name) => List().FirstOrDefault(backup => backup.Name == name);

    /// <summary>Path of one that <see cref="List"/> has named.</summary>
    public string PathOf(BackupFile backup) => Path.Combine(Location, backup.Name);

    /// <summary>A name for one that is made now, with the path of the file and the folder it is prepared in.</summary>
    internal (string Name, string File, string Folder) Prepare(DateTimeOffset at)
    {
        OwnFile.Folder(Location);
        var stamp = at.UtcDateTime.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = Enumerable.Range(1, int.MaxValue).Select(number => $"taskscheduler-{stamp}{(number == 1 ? "" : $"-{number}")}.zip").First(name => !File.Exists(Path.Combine(Location, name)));
        var file = Path.Combine(Location, name);
        return (name, file, OwnFile.Folder(file + Unfinished).FullName);
    }

    /// <summary>Deletes what a program that was killed had begun.</summary>
    internal void Clear()
    {
        if (Directory.Exists(Location))
            foreach (var left in Directory.EnumerateDirectories(Location, "taskscheduler-*" + Unfinished))
                Directory.Delete(left, recursive: true);
    }

    /// <summary>Deletes the oldest beyond those that are kept. What can't be read takes no place from one that is good.</summary>
    internal void Prune()
    {
        var all = List();
        var kept = all.Where(backup => backup.IsGood).Take(options.Value.Keep).ToList();
        foreach (var old in all.Where(backup => kept.Count == options.Value.Keep && !kept.Contains(backup) && backup.At < kept[^1].At))
        {
            File.Delete(PathOf(old));
            MaintenanceLog.BackupPruned(log, old.Name);
        }
    }

    internal void Succeeded() => failure = null;

    internal void Failed(DateTimeOffset at, string why) => failure = new(at, why);

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(Location) is { Exists: true } folder ? folder.EnumerateFiles().Where(file => NameShape().IsMatch(file.Name)) : [];

    private static BackupFile Read(FileInfo file) => new(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), BackupArchive.Read(file.FullName));

    [GeneratedRegex(@"^taskscheduler-\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?\.zip\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NameShape();

    private sealed record Failure(DateTimeOffset At, string Why);
}
