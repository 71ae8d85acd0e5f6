using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TaskScheduler.Core;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Web.Api.Hooks;

namespace TaskScheduler.Web.Pages.Tasks.Hooks;

/// <summary>The secret address of a task, in its dialog. What is done here is done at once, not when the dialog is saved.</summary>
public sealed partial class HookSection
{
    private HookView? view;
    private string? address;
    private string? problem;
    private ElementReference field;
    private ElementReference create;
    private bool busy;
    private bool moveFocus;
    private bool? copied;

    [Parameter, EditorRequired]
    public Guid TaskId { get; set; }

    /// <summary>Asks a person (question, consequence, verb). It is the dialog's: a dialog within its form would send the form.</summary>
    [Parameter, EditorRequired]
    public Func<string, string, string, Task<bool>> Confirm { get; set; } = default!;

    [Inject]
    private TaskHooks Hooks { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private ILogger<HookSection> Log { get; set; } = default!;

    protected override Task OnInitializedAsync() => TryAsync(() => Task.FromResult(true));

    // What was pressed is gone from the page, and the focus would be gone with it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!moveFocus || busy || view is null)
            return;
        moveFocus = false;
        await (address is not null ? field : create).FocusAsync();
    }

    private Task CreateAsync() => TryAsync(MakeAsync);

    private async Task RenewAsync()
    {
        if (await Confirm("Renew the secret address?", "The address it has now stops working at once. Programs that use it have to be given the new one.", "Renew address"))
            await TryAsync(MakeAsync);
    }

    private async Task RemoveAsync()
    {
        if (await Confirm("Remove the secret address?", "Programs that use it can't start this task any more.", "Remove address"))
            await TryAsync(async () => Done(await Hooks.RemoveAsync(TaskId)));
    }

    private async Task<bool> MakeAsync()
    {
        var made = await Hooks.RenewAsync(TaskId);
        var done = Done(made);
        address = made.Succeeded ? HooksApi.AddressOf(new Uri(Navigation.BaseUri), made.Value) : null;
        return done;
    }

    private bool Done<T>(Result<T> result)
    {
        address = null;
        copied = null;
        problem = result.Succeeded ? null : result.Faults[0].Message;
        moveFocus = result.Succeeded;
        return result.Succeeded;
    }

    private async Task TryAsync(Func<Task<bool>> action)
    {
        busy = true;
        problem = null;
        try
        {
            if (await action())
                Show(await Hooks.FindAsync(TaskId, CancellationToken.None));
        }
        catch (Exception error)
        {
            HooksLog.ActionFailed(Log, error, TaskId);
            problem = "That did not work. Try again; the reason is in the server's log.";
        }
        finally
        {
            busy = false;
        }
    }

    private void Show(Result<HookView> found)
    {
        view = found.Value;
        problem = found.Succeeded ? null : found.Faults[0].Message;
    }

    private async Task CopyAsync() => copied = await Js.InvokeAsync<bool>("taskScheduler.copy", field);
}
