using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Web.Parts.Dialogs;

namespace TaskScheduler.Web.Pages.Tasks.History;

/// <summary>The versions of one task: who made each, what changed, any two beside each other, and the way back to one.</summary>
public sealed partial class HistoryDialog
{
    private const int ShownAtOnce = 25;

    private TaskVersions? versions;
    private ConfirmDialog confirm = default!;
    private string? problem;
    private string? done;
    private bool read;
    private bool busy;
    private int shown = ShownAtOnce;
    private int? first;
    private int? second;

    [Parameter, EditorRequired]
    public Guid TaskId { get; set; }

    [Parameter]
    public string? EditAddress { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private TaskHistory History { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private ILogger<HistoryDialog> Log { get; set; } = default!;

    private TaskVersion? Newest => versions?.Page.Items.FirstOrDefault();

    private bool MayChange => Newest is { Task: var task } && Caller.Actor.May(Rights.Write, task.OwnerId, task.Tags);

    private string Heading => Newest is { } newest ? $"History of “{newest.Task.Title}”" : "History";

    protected override Task OnInitializedAsync() => ReadAsync();

    // Compared is with the current version; the current one with the one before it.
    private (int? First, int? Second) Pair(TaskVersion version) =>
        version == Newest ? (version.Version - 1, version.Version) : (version.Version, Newest!.Version);

    private string? Compared(TaskVersion version) => version != Newest ? "Compare with the newest" : version.Changes is null ? null : "Compare with the one before";

    private Task ShowMoreAsync()
    {
        shown += ShownAtOnce;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        busy = true;
        try
        {
            versions = await History.ListAsync(TaskId, 1, shown, CancellationToken.None);
            read = true;
        }
        catch (Exception error)
        {
            HistoryLog.ReadFailed(Log, error, TaskId);
            problem = "The versions could not be read. Close this and open it again; the reason is in the server's log.";
        }

        busy = false;
    }

    private async Task RestoreAsync(TaskVersion version)
    {
        var consequence = versions!.Deleted is null
            ? $"Its definition becomes the current one, as a new version. Version {Newest!.Version} stays in this list. With another schedule the task is planned anew."
            : "The task comes back under its address, with its runs, and is due by its schedule from now on.";
        if (!await confirm.AskAsync($"Bring back version {version.Version}?", consequence, "Bring back", dangerous: false))
            return;

        busy = true;
        (problem, done) = (null, null);
        try
        {
            var restored = await Tasks.RestoreAsync(TaskId, version.Version, versions.Deleted is null ? Newest!.Version : null, CancellationToken.None);
            if (restored.Succeeded)
                done = $"Version {version.Version} was brought back as version {restored.Value.Task.Version}.";
            else
                problem = string.Join(' ', restored.Faults.Select(fault => fault.Message));
            (first, second) = (null, null);
            await ReadAsync();
        }
        catch (Exception error)
        {
            HistoryLog.RestoreFailed(Log, error, TaskId, version.Version);
            problem = "The version could not be brought back, and nothing has been changed. Try again; the reason is in the server's log.";
        }

        busy = false;
    }
}
