using Microsoft.JSInterop;

namespace TaskScheduler.Web.Parts;

/// <summary>Lets a script call a component, until it is disposed: then the script is told to stop.</summary>
/// <param name="stop">The function of the script that ends the calls.</param>
public sealed class BrowserCallback<TOwner>(IJSRuntime js, TOwner owner, string stop, params object?[] arguments) : IAsyncDisposable
    where TOwner : class
{
    /// <summary>What the script calls.</summary>
    public DotNetObjectReference<TOwner> Owner { get; } = DotNetObjectReference.Create(owner);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await js.InvokeVoidAsync(stop, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the script with it.
        }

        Owner.Dispose();
    }
}
