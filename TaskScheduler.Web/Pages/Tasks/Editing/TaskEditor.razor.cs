using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Tasks.Editing;

/// <summary>
/// The dialog in which a task is created or edited. It is open as long as the address says so: whoever closes it navigates,
/// and the one guard on navigation asks about unsaved changes, be it Escape, the back button or a link.
/// </summary>
public sealed partial class TaskEditor
{
    private readonly FaultList faults = new();
    private TaskEdit? edit;
    private IReadOnlyList<string> knownTags = [];
    private ElementReference form;
    private ConfirmDialog confirm = default!;
    private EditCollision? collision;
    private string? problem;
    private bool notFound;
    private bool mayChange;
    private bool saving;
    private bool mayLeave;
    private bool showFirstFault;

    /// <summary>Null for a new task.</summary>
    [Parameter]
    public Guid? TaskId { get; set; }

    /// <summary>The task that a new one starts as a copy of.</summary>
    [Parameter]
    public Guid? CopyOf { get; set; }

    /// <summary>Where the versions of this task are shown.</summary>
    [Parameter]
    public string? HistoryAddress { get; set; }

    [Parameter]
    public EventCallback<TaskView> Saved { get; set; }

    /// <summary>Somebody wants to close the dialog: the page navigates to the address without it.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private TaskHistory History { get; set; } = default!;

    [Inject]
    private TaskTypeCatalog Catalog { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private ILogger<TaskEditor> Log { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    private string Heading => TaskId is null ? "Create task" : mayChange ? "Edit task" : "Task";

    private bool Changed => !mayLeave && edit is { HasChanged: true };

    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        if (edit is not null)
            knownTags = await Tasks.TagsAsync(CancellationToken.None);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!showFirstFault)
            return;
        showFirstFault = false;
        await Js.InvokeVoidAsync("taskScheduler.dialogs.focusFirstFault", form);
    }

    private async Task ReloadAsync()
    {
        var now = Time.GetUtcNow();
        var source = (TaskId ?? CopyOf) is { } id ? await Tasks.FindAsync(id, CancellationToken.None) : null;
        notFound = source is null && TaskId is not null;
        mayChange = TaskId is null ? Caller.Actor.May(Rights.Write) : Caller.Actor.May(Rights.Write, source?.Task.OwnerId, source?.Task.Tags ?? []);
        collision = null;
        faults.Replace([]);
        edit = source switch
        {
            null when notFound => null,
            null => TaskEdit.New(Catalog, now, Time.LocalTimeZone),
            _ when TaskId is null => TaskEdit.CopyOf(source.Task, Catalog, now, Time.LocalTimeZone),
            _ => TaskEdit.Of(source.Task, Catalog, now, Time.LocalTimeZone),
        };
        if (edit is not null)
            edit.Schedule.ParentTitle = source?.ParentTitle;
    }

    private void ChooseType(string type)
    {
        edit!.Type = type;
        faults.ForgetFieldsOfBefore();
    }

    private Task SaveAsync() => SaveAsync(edit!.ToDraft, edit!.Version);

    // What was seen is what is overwritten: should a third one have saved meanwhile, they are shown too.
    private Task OverwriteAsync() => SaveAsync(edit!.ToDraft, collision!.Theirs.Version);

    private Task CombineAsync()
    {
        var (combined, version) = (collision!.Combined, collision.Theirs.Version);
        return SaveAsync(_ => combined, version);
    }

    private async Task SaveAsync(Func<ICollection<Fault>, TaskDraft> write, int? expectedVersion)
    {
        if (saving || !mayChange)
            return;

        saving = true;
        problem = null;
        try
        {
            var found = new List<Fault>();
            var draft = write(found);
            // A part that cannot be expressed is missing from the draft, and the store might take that for a choice.
            var result = found.Count > 0 ? Result<TaskView>.Invalid(found) : await StoreAsync(draft, expectedVersion);
            if (result.Succeeded)
                await LeaveAsync(result.Value);
            else
                await ShowAsync(result);
        }
        catch (Exception error)
        {
            EditingLog.SaveFailed(Log, error, TaskId);
            problem = "The task could not be saved, and nothing has been changed. Try again; the reason is in the server's log.";
        }
        finally
        {
            saving = false;
        }
    }

    private Task<Result<TaskView>> StoreAsync(TaskDraft draft, int? expectedVersion) => TaskId is { } id
        ? Tasks.ReplaceAsync(id, draft, expectedVersion, CancellationToken.None)
        : Tasks.CreateAsync(draft, CancellationToken.None);

    private async Task LeaveAsync(TaskView saved)
    {
        mayLeave = true;
        await Saved.InvokeAsync(saved);
    }

    private async Task ShowAsync(Result<TaskView> refused)
    {
        collision = refused.Refusal == Refusal.Conflict ? await CollisionAsync(TaskId!.Value) : null;
        faults.Replace(collision is null ? refused.Faults : []);
        if (refused.Refusal == Refusal.NotFound)
            faults.Replace([new("", "This task was deleted in the meantime. Copy what you need; it cannot be saved any more. An earlier version of it can be brought back from its history.")]);
        showFirstFault = refused.Refusal is Refusal.Invalid or Refusal.Conflict;
    }

    // Null when the task was deleted since it was found to be changed: the next attempt to save says so.
    private async Task<EditCollision?> CollisionAsync(Guid id)
    {
        if (await Tasks.FindAsync(id, CancellationToken.None) is not { Task: var theirs })
            return null;
        var since = await History.SinceAsync(id, edit!.Version ?? 0, CancellationToken.None);
        return EditCollision.Of(edit, theirs, TaskEdit.Of(theirs, Catalog, Time.GetUtcNow(), Time.LocalTimeZone), since, History);
    }

    // Whether something has changed is asked again whenever a field below reports a change, because fields render by themselves.
    private void Noticed() => StateHasChanged();

    private void Guard(LocationChangingContext leaving)
    {
        if (!Changed)
            return;
        leaving.PreventNavigation();
        _ = InvokeAsync(() => AskToDiscardAsync(leaving.TargetLocation));
    }

    private async Task AskToDiscardAsync(string target)
    {
        if (!await confirm.AskAsync("Discard your changes?", "What you wrote in this dialog has not been saved.", "Discard", dangerous: true))
            return;
        mayLeave = true;
        Navigation.NavigateTo(target);
    }
}
