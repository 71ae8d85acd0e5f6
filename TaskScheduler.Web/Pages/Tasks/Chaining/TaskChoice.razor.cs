using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Web.Pages.Tasks.Chaining;

/// <summary>Chooses the task after which another one is due. There may be a hundred thousand: each letter asks the server for the few that match.</summary>
public sealed partial class TaskChoice
{
    private const int MostShown = 8;

    private IReadOnlyList<ScheduledTask> found = [];
    private string text = "";
    private string? words;
    private bool isOpen;
    private int current;

    [Parameter, EditorRequired]
    public SchedulePick Pick { get; set; } = default!;

    /// <summary>A task that can't be chosen.</summary>
    [Parameter]
    public Guid? Excluded { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, object> Attributes { get; set; } = default!;

    /// <summary>Another task was chosen, or none.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ILogger<TaskChoice> Log { get; set; } = default!;

    protected override void OnInitialized() => text = Pick.ParentTitle ?? "";

    private async Task SearchAsync(ChangeEventArgs written)
    {
        text = written.Value as string ?? "";
        (Pick.ParentId, Pick.ParentTitle) = (null, null);
        await OpenAsync();
        await Changed.InvokeAsync();
    }

    private async Task OpenAsync()
    {
        isOpen = true;
        current = 0;
        var asked = text;
        try
        {
            // One more than is shown tells whether there are more, one more than that stands in for the excluded one.
            var page = await Tasks.ListAsync(new TaskQuery(new TaskFilter { Search = asked.Trim() }, TaskSort.Title, PageSize: MostShown + 2), CancellationToken.None);

            // By now more letters may have been typed.
            if (asked == text)
                Show([.. page.Items.Select(view => view.Task).Where(task => task.Id != Excluded)]);
        }
        catch (Exception error)
        {
            ChainingLog.SearchFailed(Log, error);
            found = [];
            words = "The tasks could not be read. Type again; the reason is in the server's log.";
        }
    }

    private void Show(IReadOnlyList<ScheduledTask> tasks)
    {
        found = [.. tasks.Take(MostShown)];
        words = tasks.Count == 0 ? $"No task matches “{text.Trim()}”." : tasks.Count > MostShown ? "There are more; type some letters of the title." : null;
    }

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "ArrowDown" && !isOpen)
            await OpenAsync();
        else if (key.Key == "ArrowDown" && found.Count > 0)
            current = (current + 1) % found.Count;
        else if (key.Key == "ArrowUp" && found.Count > 0)
            current = (current + found.Count - 1) % found.Count;
        else if (key is { Key: "Enter", CtrlKey: false, MetaKey: false } && isOpen && current < found.Count)
            await ChooseAsync(found[current]);
        else if (key.Key == "Escape")
            isOpen = false;
    }

    private async Task ChooseAsync(ScheduledTask task)
    {
        (Pick.ParentId, Pick.ParentTitle, text, isOpen) = (task.Id, task.Title, task.Title, false);
        await Changed.InvokeAsync();
    }

    // Whoever wrote out a title that only one task has means that task.
    private Task LeaveAsync()
    {
        var meant = found.Where(task => string.Equals(task.Title, text.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        isOpen = false;
        return Pick.ParentId is null && meant.Count == 1 ? ChooseAsync(meant[0]) : Task.CompletedTask;
    }
}
