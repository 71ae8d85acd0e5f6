using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Layout;

public sealed partial class ThemeButton : IAsyncDisposable
{
    private readonly string watcher = Guid.NewGuid().ToString("N");
    private BrowserCallback<ThemeButton>? callback;
    private string? theme;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private string Other => theme == "dark" ? "light" : "dark";

    /// <summary>Called by the browser: also another tab and the system's own setting change the theme.</summary>
    [JSInvokable]
    public void ThemeChanged(string name)
    {
        theme = name;
        StateHasChanged();
    }

    public ValueTask DisposeAsync() => callback?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        callback = new(Js, this, "taskScheduler.theme.unwatch", watcher);
        ThemeChanged(await Js.InvokeAsync<string>("taskScheduler.theme.watch", watcher, callback.Owner));
    }

    private async Task SwitchAsync() => await Js.InvokeVoidAsync("taskScheduler.theme.choose", Other);
}
