using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TaskScheduler.Web.Parts.Commands;

/// <summary>Opens the palette and the help when their keys are pressed, on every page.</summary>
public sealed partial class KeyboardCommands : IAsyncDisposable
{
    private DotNetObjectReference<KeyboardCommands>? self;
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

    public async ValueTask DisposeAsync()
    {
        if (self is null)
            return;
        try
        {
            await Js.InvokeVoidAsync("taskScheduler.shortcuts.ignore");
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its listener with it.
        }
        self.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        await Js.InvokeVoidAsync("taskScheduler.shortcuts.listen", self);
    }

    private void Close() => (palette, help) = (false, false);
}
