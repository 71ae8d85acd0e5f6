using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TaskScheduler.Web.Pages.Forecasting.Drawing;
using TaskScheduler.Web.Parts;

namespace TaskScheduler.Web.Pages.Forecasting;

/// <summary>Load over time: two plots on one axis of time, whose numbers are read off with the pointer, a finger or the arrow keys.</summary>
public sealed partial class LoadGraph : IAsyncDisposable
{
    private const string Id = "load-graph";

    private IReadOnlyList<TimeTick> ticks = [];
    private double now;
    private double? moment;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public LoadPicture Picture { get; set; } = default!;

    [Parameter, EditorRequired]
    public GraphRange Range { get; set; } = default!;

    /// <summary>The present.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>The first moment at which more instances are needed than run.</summary>
    [Parameter]
    public DateTimeOffset? Moment { get; set; }

    [Parameter]
    public string? MomentWords { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("taskScheduler.graph.unwatch", Id);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the script with it.
        }
    }

    protected override void OnParametersSet()
    {
        ticks = [.. Picture.Window.Ticks(Range.Tick, Time.LocalTimeZone)];
        now = Picture.Window.ShareOf(Now);
        moment = Moment is { } at && Picture.Window.Contains(at) ? Picture.Window.ShareOf(at) : null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Js.InvokeVoidAsync("taskScheduler.graph.watch", Id);
    }
}
