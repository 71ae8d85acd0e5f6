using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>
/// Makes backups while everything goes on: copies the database, opens the copy to check it, packs it with the keys, and reads
/// what it has packed again. Only then does it get its name, so whatever has a name was good.
/// </summary>
public sealed class BackupMaker(DataFolder data, BackupShelf shelf, WorkBoard board, QuietPace pace, TimeProvider time, ILogger<BackupMaker> log)
{
    private const string Bytes = "bytes";

    // 1 MB in pages of 4 KB: some milliseconds.
    private const int PagesAtOnce = 256;

    private readonly Lock once = new();
    private Work? going;
    private Task<Result<BackupFile>> ended = Task.FromResult(Result<BackupFile>.NotFound(""));

    /// <summary>Begins one in the background, unless one is being made.</summary>
    /// <returns>The work it is, and what it comes to; refused with the reason when it fails.</returns>
    public (WorkView Work, Task<Result<BackupFile>> Ended) Start(Guid? startedBy)
    {
        lock (once)
        {
            if (going is null)
            {
                var work = going = board.Begin(WorkKind.Backup, "Making a backup", startedBy);
                ended = Task.Run(() => RunAsync(work));
            }

            return (going.View, ended);
        }
    }

    /// <summary>Stops the one that is being made, and returns when that has ended.</summary>
    public Task StopAsync()
    {
        lock (once)
        {
            going?.AskToStop();
            return ended;
        }
    }

    private async Task<Result<BackupFile>> RunAsync(Work work)
    {
        try
        {
            var made = await MakeAsync(work);
            shelf.Succeeded();
            shelf.Prune();
            work.Finish($"{made.Name} is made and checked.");
            return made;
        }
        catch (OperationCanceledException) when (work.Stop.IsCancellationRequested)
        {
            work.HasStopped("Stopped; no backup was made.");
            return Result<BackupFile>.Conflict("", "It was stopped.");
        }
        catch (Exception error)
        {
            // The seam of a chore: whatever goes wrong, the next backup is tried, and people are told of this one.
            var why = error is IOException or UnauthorizedAccessException or InvalidDataException ? error.Message : $"{error.GetType().Name}: {error.Message}";
            MaintenanceLog.BackupFailed(log, why, error);
            shelf.Failed(time.GetUtcNow(), why);
            work.Fail(why);
            return Result<BackupFile>.Conflict("", why);
        }
        finally
        {
            lock (once)
                going = null;
            work.Dispose();
        }
    }

    private async Task<BackupFile> MakeAsync(Work work)
    {
        var begin = pace.Now;
        shelf.Clear();
        CheckRoom();
        var at = time.GetUtcNow();
        var (name, file, folder) = shelf.Prepare(at);
        try
        {
            var copy = Path.Combine(folder, DataFolder.Database);
            await CopyAsync(copy, work);
            var manifest = await CheckAsync(copy, at, work);
            var packed = Path.Combine(folder, name);
            work.Begin("packing it", manifest.DatabaseBytes, Bytes);
            await BackupArchive.WriteAsync(packed, manifest, copy, data.OwnOnly(DataFolder.Keys), pace, done => work.Report(done), work.Stop);
            work.Begin("reading it again", manifest.DatabaseBytes, Bytes);
            if (await BackupArchive.HashAsync(packed, pace, done => work.Report(done), work.Stop) != manifest.Sha256)
                throw new InvalidDataException("What was written is not what is read: look at the disk.");
            File.Move(packed, file);
            var made = new BackupFile(name, new FileInfo(file).Length, at, manifest);
            MaintenanceLog.BackupMade(log, name, made.Bytes, pace.Since(begin).TotalSeconds);
            return made;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CopyAsync(string to, Work work)
    {
        OwnFile.Create(to).Dispose();
        using var file = File.OpenHandle(to, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var disk = new DiskSteps(file);
        using var copy = new DatabaseCopy(data.DatabaseFile, to);
        work.Begin("copying the database", null, "pages");
        bool more;
        do
        {
            work.Stop.ThrowIfCancellationRequested();
            var begin = pace.Now;
            more = copy.Step(PagesAtOnce);
            work.Report(copy.Pages - copy.Left, copy.Pages);
            disk.Written(copy.CopiedBytes);
            await pace.RestAsync(pace.Since(begin), work.Stop);
        }
        while (more);
        copy.Complete();
    }

    private async Task<BackupManifest> CheckAsync(string copy, DateTimeOffset at, Work work)
    {
        work.Begin("checking the copy", null, Bytes);
        var facts = DatabaseCheck.Of(copy, whole: true);
        if (!facts.Succeeded)
            throw new InvalidDataException($"The copy of the database can't be used: {facts.Faults[0].Message}");
        var keys = data.OwnOnly(DataFolder.Keys).EnumerateFiles().Select(key => key.Name).Order(StringComparer.Ordinal).ToList();
        await using var stream = File.OpenRead(copy);
        var hash = await BackupArchive.HashAsync(stream, Stream.Null, pace, done => work.Report(done, stream.Length), work.Stop);
        return new(BackupManifest.CurrentFormat, at, stream.Length, hash, facts.Value, keys);
    }

    // The copy and the packed file lie there together for a while; that a file packs to less is a gift.
    private void CheckRoom()
    {
        var (needed, free) = (new FileInfo(data.DatabaseFile).Length * 2, DiskRoom.FreeAt(shelf.Location));
        if (free is { } bytes && bytes < needed)
            throw new IOException($"There is too little room on the disk of {shelf.Location}: a backup needs about {ByteWords.Of(needed)} while it is made, and {ByteWords.Of(bytes)} are free.");
    }
}
