using System.Globalization;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Persistence.Swaps;

namespace TaskScheduler.Core.Maintenance.Restores;

/// <summary>Puts a backup in the place of the data. Only for who holds the data folder, while nothing runs.</summary>
public sealed class DataRestorer(DataFolder data, TimeProvider time)
{
    private const string DueSql = "SELECT COUNT(*) FROM plans p JOIN tasks t ON t.id = p.task_id WHERE t.active = 1 AND p.next_due_at <= @at";
    private const string EndedSql = "SELECT COUNT(*) FROM runs WHERE ended_at > @at";

    private string Ready => Path.Combine(data.Location, DataSwap.Ready);

    /// <summary>Unpacks a backup beside the data and checks it. Refused with the reason, as a sentence, when it can't be used; nothing is changed by then.</summary>
    /// <param name="said">Is told how many bytes are unpacked, of how many.</param>
    public async Task<Result<RestorePlan>> PrepareAsync(string file, Action<long, long> said, CancellationToken cancellationToken)
    {
        Discard();
        if (!File.Exists(file))
            return Refused($"There is no file {file}.");
        if (BackupArchive.Read(file) is not { } manifest)
            return Refused($"{file} is no backup of TaskScheduler, or is damaged.");
        if (manifest.Format > BackupManifest.CurrentFormat)
            return Refused($"{file} was made by a newer TaskScheduler. Restore it with that.");
        if (DiskRoom.FreeAt(data.Location) is { } free && free < manifest.DatabaseBytes)
            return Refused($"There is too little room on the disk of {data.Location}: {ByteWords.Of(manifest.DatabaseBytes)} are needed beside the present data, and {ByteWords.Of(free)} are free.");
        var checkedData = await UnpackAsync(file, manifest, said, cancellationToken);
        if (checkedData.Succeeded)
            return PlanOf(manifest, checkedData.Value);
        Discard();
        return Result<RestorePlan>.RefusedAs(checkedData);
    }

    /// <summary>Puts what lies ready in place. From the first moment on it can be killed: the next start, or restore, finishes it.</summary>
    /// <param name="makeUp">Whether what became due since the backup is made up for at the next start, as after any time the program was down.</param>
    public void Do(RestorePlan plan, bool makeUp)
    {
        if (!makeUp)
            RestoredMark.Put(Ready, time.GetUtcNow());
        DataSwap.Do(data.Location, Path.GetFileName(plan.Aside) ?? AsideName());
    }

    /// <summary>Takes away what was prepared and is not wanted.</summary>
    public void Discard()
    {
        if (Directory.Exists(Ready))
            Directory.Delete(Ready, recursive: true);
    }

    private async Task<Result<DatabaseFacts>> UnpackAsync(string file, BackupManifest manifest, Action<long, long> said, CancellationToken cancellationToken)
    {
        OwnFile.Folder(Ready);
        try
        {
            var hash = await BackupArchive.ExtractAsync(file, manifest, Ready, done => said(done, manifest.DatabaseBytes), cancellationToken);
            if (hash != manifest.Sha256)
                return Result<DatabaseFacts>.Conflict("file", $"{file} is damaged: the database in it is not the one that was put in.");
        }
        catch (InvalidDataException error)
        {
            return Result<DatabaseFacts>.Conflict("file", $"{file} is damaged: {error.Message}");
        }

        var facts = DatabaseCheck.Of(Path.Combine(Ready, DataFolder.Database), whole: true);
        if (!facts.Succeeded)
            return Result<DatabaseFacts>.Conflict("file", $"The database in {file} can't be used. {facts.Faults[0].Message}");
        return facts.Value.Secrets > 0 && manifest.Keys.Count == 0
            ? Result<DatabaseFacts>.Conflict("file", $"{file} holds secrets, but not the keys to read them.")
            : facts;
    }

    private RestorePlan PlanOf(BackupManifest manifest, DatabaseFacts facts)
    {
        var hasData = File.Exists(data.DatabaseFile);
        return new(
            data.Location,
            hasData ? Path.Combine(data.Location, AsideName()) : null,
            manifest,
            facts,
            hasData ? DatabaseCheck.Of(data.DatabaseFile, whole: false).Value : null,
            hasData ? DatabaseCheck.Count(data.DatabaseFile, EndedSql, ("@at", manifest.MadeAt.ToUnixTimeMilliseconds())) : null,
            DatabaseCheck.Count(Path.Combine(Ready, DataFolder.Database), DueSql, ("@at", time.GetUtcNow().ToUnixTimeMilliseconds())) ?? 0);
    }

    private string AsideName()
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return Enumerable.Range(1, int.MaxValue).Select(number => $"before-restore-{stamp}{(number == 1 ? "" : $"-{number}")}").First(name => !Path.Exists(Path.Combine(data.Location, name)));
    }

    private static Result<RestorePlan> Refused(string why) => Result<RestorePlan>.Conflict("file", why);
}
