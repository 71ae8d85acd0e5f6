using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Storage;

/// <summary>The backups, and what can be done with them.</summary>
public sealed partial class BackupsPanel
{
    private IReadOnlyList<BackupFile> backups = [];
    private BackupFacts? facts;
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;

    [Inject]
    private BackupStore Store { get; set; } = default!;

    [Inject]
    private ILogger<BackupsPanel> Log { get; set; } = default!;

    protected override Task OnInitializedAsync() => LookAsync();

    private async Task LookAsync()
    {
        // Reading files takes its time on a slow disk, and the page has nothing to wait for.
        (backups, facts) = await Task.Run(() => (Store.List().Value ?? [], Store.Facts().Value));
    }

    private Task StartAsync() => TryAsync(async () =>
    {
        var started = await Store.StartAsync();
        if (!started.Succeeded)
            notice.Complain(started.Faults[0].Message);
    });

    private Task DeleteAsync(BackupFile backup) => TryAsync(async () =>
    {
        if (!await confirm.AskAsync("Delete this backup?", $"{backup.Name} can't be brought back.", "Delete", dangerous: true))
            return;
        var deleted = await Store.DeleteAsync(backup.Name);
        if (deleted.Succeeded)
            notice.Say("The backup was deleted.");
        else
            notice.Complain(deleted.Faults[0].Message);
        await LookAsync();
    });

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            // The panel's boundary.
            StorageLog.BackupFailed(Log, error);
            notice.Complain("That failed. Try again; the reason is in the server's log.");
        }
    }
}
