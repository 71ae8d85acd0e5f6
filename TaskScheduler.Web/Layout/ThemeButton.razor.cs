using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TaskScheduler.Web.Layout;

public sealed partial class ThemeButton : IAsyncDisposable
{
    private readonly string watcher = Guid.NewGuid().ToString("N");
    private DotNetObjectReference<ThemeButton>? self;
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

    public async ValueTask DisposeAsync()
    {
        if (self is null)
            return;

        try
        {
            await Js.InvokeVoidAsync("taskScheduler.theme.unwatch", watcher);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its listeners with it.
        }
        self.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        self = DotNetObjectReference.Create(this);
        ThemeChanged(await Js.InvokeAsync<string>("taskScheduler.theme.watch", watcher, self));
    }

    private async Task SwitchAsync() => await Js.InvokeVoidAsync("taskScheduler.theme.choose", Other);
}
