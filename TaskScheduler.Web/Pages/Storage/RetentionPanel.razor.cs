using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Fields;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Storage;

/// <summary>The rules of how long what is kept, with what they would delete before they are saved.</summary>
public sealed partial class RetentionPanel
{
    private const int DaysShown = 7;

    private readonly FaultList faults = new();
    private readonly List<RetentionEdit> edits = [];
    private IReadOnlyList<Removed> removed = [];
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private string preview = "";
    private bool busy;

    [Inject]
    private RetentionStore Store { get; set; } = default!;

    [Inject]
    private ILogger<RetentionPanel> Log { get; set; } = default!;

    private List<RetentionRule> Rules => edits.ConvertAll(edit => edit.ToRule());

    protected override async Task OnInitializedAsync()
    {
        edits.AddRange(((await Store.ListAsync(CancellationToken.None)).Value ?? []).Select(RetentionEdit.Of));
        await LookAsync();
    }

    private async Task LookAsync() => removed = (await Store.RemovedAsync(CancellationToken.None)).Value ?? [];

    private Task PreviewAsync() => TryAsync(async () =>
    {
        if (await CountAsync() is { } counted)
            preview = $"By these rules {counted.Words} would be deleted now.";
    });

    private Task SaveAsync() => TryAsync(async () =>
    {
        if (await CountAsync() is not { } counted)
            return;
        if (counted.Counts.Count > 0 && !await confirm.AskAsync("Save these rules?", $"Within the hour they delete {counted.Words}. That can't be undone, except from a backup.", "Save rules", dangerous: true))
            return;
        var saved = await Store.SaveAsync(Rules, CancellationToken.None);
        faults.Replace(saved.Faults);
        if (saved.Succeeded)
            notice.Say("The rules are saved.");
    });

    private Task StartAsync() => TryAsync(() =>
    {
        var started = Store.Start();
        if (!started.Succeeded)
            notice.Complain(started.Faults[0].Message);
        return Task.CompletedTask;
    });

    private async Task<RetentionPreview?> CountAsync()
    {
        preview = "Counting…";
        StateHasChanged();
        var counted = await Task.Run(() => Store.PreviewAsync(Rules, CancellationToken.None));
        faults.Replace(counted.Faults);
        preview = "";
        return counted.Value;
    }

    private async Task TryAsync(Func<Task> work)
    {
        busy = true;
        try
        {
            faults.ForgetFieldsOfBefore();
            await work();
        }
        catch (Exception error)
        {
            // The panel's boundary.
            StorageLog.SaveFailed(Log, error);
            faults.Replace([new Fault("", "That failed, and nothing was changed. Try again; the reason is in the server's log.")]);
        }
        finally
        {
            busy = false;
        }
    }
}
