using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TaskScheduler.Web.Parts.Dialogs;

/// <summary>A dialog that the rest of the page waits for. It is open while it is rendered.</summary>
public sealed partial class ModalDialog : IAsyncDisposable
{
    private readonly string titleId = $"dialog-{Guid.NewGuid():N}";
    private ElementReference element;
    private BrowserCallback<ModalDialog>? callback;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary><c>side</c>, <c>drawer</c> or nothing for one in the middle.</summary>
    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public string? Role { get; set; }

    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The dialog does not close itself: it is open while it is rendered.</summary>
    [Parameter]
    public EventCallback CloseAsked { get; set; }

    [JSInvokable]
    public Task AskToCloseAsync() => InvokeAsync(CloseAsked.InvokeAsync);

    public ValueTask DisposeAsync() => callback?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        callback = new(Js, this, "taskScheduler.dialogs.closed", titleId);
        await Js.InvokeVoidAsync("taskScheduler.dialogs.open", element, titleId, callback.Owner);
    }
}
