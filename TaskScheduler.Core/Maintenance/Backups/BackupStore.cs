using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>Backups as administrators see and make them.</summary>
public sealed class BackupStore(IWriteGate gate, BackupMaker maker, BackupShelf shelf, ICaller caller, TimeProvider time)
{
    private const string AdministratorsOnly = "Only administrators see and make backups: they hold everything, secrets too.";

    /// <summary>All of them, the newest first.</summary>
    public Result<IReadOnlyList<BackupFile>> List() => May ? Result<IReadOnlyList<BackupFile>>.Of(shelf.List()) : Result<IReadOnlyList<BackupFile>>.Forbidden(AdministratorsOnly);

    /// <summary>How it stands with them.</summary>
    public Result<BackupFacts> Facts() => May ? shelf.Facts : Result<BackupFacts>.Forbidden(AdministratorsOnly);

    private bool May => caller.Actor.May(Rights.Administer);

    /// <summary>Begins to make one; returns the work it is. If one is being made, it is that.</summary>
    public async Task<Result<WorkView>> StartAsync()
    {
        if (!May)
            return Result<WorkView>.Forbidden(AdministratorsOnly);
        await NoteAsync(AuditActions.BackupMade, "Backup");
        return maker.Start(caller.Actor.AccountId).Work;
    }

    /// <summary>Opens one to be taken away; whoever is given it has to close it.</summary>
    public async Task<Result<Stream>> OpenAsync(string name)
    {
        if (!May)
            return Result<Stream>.Forbidden(AdministratorsOnly);
        if (shelf.Find(name) is not { } backup)
            return Result<Stream>.NotFound($"There is no backup {name}.");
        var stream = new FileStream(shelf.PathOf(backup), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await NoteAsync(AuditActions.BackupDownloaded, name);
        return Result<Stream>.Of(stream);
    }

    /// <summary>Deletes one, unless it is the last that is good.</summary>
    public async Task<Result<IReadOnlyList<BackupFile>>> DeleteAsync(string name)
    {
        if (!May)
            return Result<IReadOnlyList<BackupFile>>.Forbidden(AdministratorsOnly);
        if (shelf.Find(name) is not { } backup)
            return Result<IReadOnlyList<BackupFile>>.NotFound($"There is no backup {name}.");
        if (backup.IsGood && shelf.List().Count(other => other.IsGood) == 1)
            return Result<IReadOnlyList<BackupFile>>.Conflict("name", "It is the last good backup. Make another one first.");
        await NoteAsync(AuditActions.BackupDeleted, name);
        File.Delete(shelf.PathOf(backup));
        return List();
    }

    private Task NoteAsync(string action, string subject)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(session =>
        {
            AuditTrail.Note(session, actor, new(action, null, subject), time.GetUtcNow());
            return Task.FromResult(true);
        });
    }
}
