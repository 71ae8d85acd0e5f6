using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.States;

namespace TaskScheduler.Web.Parts.Commands;

/// <summary>A box in which a few letters lead to a page, a task or a new task.</summary>
public sealed partial class CommandPalette
{
    private const int MostTasks = 6;

    private IReadOnlyList<Command> found = [];
    private string text = "";
    private int current;

    [Parameter]
    public EventCallback Closed { get; set; }

    [Parameter]
    public EventCallback HelpAsked { get; set; }

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<Command> Fixed =>
    [
        .. Caller.Actor.May(Rights.Write) ? [new Command("Create task", "add", Address: "tasks?edit=new")] : Array.Empty<Command>(),
        new("Go to Overview", "space_dashboard", Address: "overview"),
        new("Go to Tasks", "checklist", Address: "tasks"),
        new("Go to Executed", "history", Address: "executed"),
        new("Go to Waiting and running", "hourglass_top", Address: "executed?view=active"),
        new("Go to Dead letters", "inbox", Address: "dead-letters"),
        new("Go to Forecast", "show_chart", Address: "forecast"),
        new("Go to Report", "summarize", Address: "report"),
        new("Go to Payments", "payments", Address: "payments"),
        .. Caller.Actor.May(Rights.Write) ? [new Command("Go to Secrets", "key", Address: "secrets")] : Array.Empty<Command>(),
        .. Caller.Actor.May(Rights.Administer) ? [new Command("Go to Audit", "policy", Address: "audit")] : Array.Empty<Command>(),
        new("Keyboard shortcuts", "keyboard"),
    ];

    protected override void OnInitialized() => found = Fixed;

    private async Task SearchAsync(string? written)
    {
        text = written ?? "";
        current = 0;
        var words = text.Trim();
        found = [.. Fixed.Where(command => command.Words.Contains(words, StringComparison.OrdinalIgnoreCase))];
        if (Guid.TryParse(words, out var run))
            found = [.. found, new("Open run", "history", Detail: words, Address: $"runs/{run}")];
        if (words.Length < 2)
            return;

        var page = await Tasks.ListAsync(new TaskQuery(new TaskFilter { Search = words }, TaskSort.Title, PageSize: MostTasks), CancellationToken.None);
        // By now more letters may have been typed.
        if (words == text.Trim())
            found = [.. found, .. page.Items.Select(ToOpen)];
    }

    private static Command ToOpen(TaskView task) =>
        new(task.Task.Title, "edit", Detail: StateLook.Of(task.Status).Words, Address: $"tasks?edit={task.Task.Id}");

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (found.Count == 0)
            return;
        if (key.Key == "ArrowDown")
            current = (current + 1) % found.Count;
        else if (key.Key == "ArrowUp")
            current = (current + found.Count - 1) % found.Count;
        else if (key is { Key: "Enter", CtrlKey: false, MetaKey: false })
            await RunAsync(found[Math.Min(current, found.Count - 1)]);
    }

    private async Task RunAsync(Command command)
    {
        if (command.Address is null)
        {
            await HelpAsked.InvokeAsync();
            return;
        }
        await Closed.InvokeAsync();
        Navigation.NavigateTo(command.Address);
    }

    private sealed record Command(string Words, string Icon, string? Detail = null, string? Address = null);
}
