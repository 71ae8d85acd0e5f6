using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TaskScheduler.Web.Parts.Commands;

/// <summary>Opens the palette and the help when their keys are pressed, on every page.</summary>
public sealed partial class KeyboardCommands : IAsyncDisposable
{
    private BrowserCallback<KeyboardCommands>? callback;
    private bool palette;
    private bool help;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [JSInvokable]
    public void ShowPalette()
    {
        (palette, help) = (true, false);
        StateHasChanged();
    }

    [JSInvokable]
    public void ShowHelp()
    {
        (palette, help) = (false, true);
        StateHasChanged();
    }

    public ValueTask DisposeAsync() => callback?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        callback = new(Js, this, "taskScheduler.shortcuts.ignore");
        await Js.InvokeVoidAsync("taskScheduler.shortcuts.listen", callback.Owner);
    }

    private void Close() => (palette, help) = (false, false);
}
