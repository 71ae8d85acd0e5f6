using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Pages.Executed.Detail;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Executed;

public sealed partial class ExecutedPage : IDisposable
{
    private readonly ExecutedFeed feed = new();
    private ExecutedAddress address = new();
    private CancellationTokenSource reading = new();
    private FeedListener? listener;
    private RunDrawer? drawer;
    private string? failure;
    private bool loading = true;
    private bool paused;
    private Guid? focused;

    /// <summary>The run whose details a link leads to; the address is read as a whole.</summary>
    [Parameter]
    public Guid? RunId { get; set; }

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<ExecutedPage> Log { get; set; } = default!;

    private bool Holds => paused || address.Page > 1;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Cancel();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = ExecutedAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new FeedListener(Feed, Clock, batch => InvokeAsync(() => OnChangedAsync(batch)));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.Contains($"/{ExecutedAddress.Path}", StringComparison.Ordinal))
            return;

        var before = address;
        address = ExecutedAddress.Of(e.Location);
        _ = InvokeAsync(() => address.Query == before.Query ? RedrawAsync() : LoadAsync());
    }

    private Task RedrawAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    // A search that is still being typed is one step back, not one for every pause.
    private void GoTo(ExecutedAddress target) =>
        Navigation.NavigateTo(target.ToUri(), replace: address.Search is not null && target == address with { Search = target.Search });

    private async Task LoadAsync()
    {
        // The last request wins, whichever comes back first.
        await reading.CancelAsync();
        reading.Dispose();
        reading = new CancellationTokenSource();
        var stopped = reading.Token;
        loading = true;
        StateHasChanged();
        try
        {
            var page = await Runs.ListExecutedAsync(address.Query, stopped);
            stopped.ThrowIfCancellationRequested();
            feed.Replace(page, Clock.GetUtcNow());
            failure = null;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            ExecutedLog.ListFailed(Log, error);
            failure = "Your tasks keep running, and their runs are recorded. The reason is in the server's log.";
        }
        loading = false;
        StateHasChanged();
    }

    private async Task OnChangedAsync(FeedBatch batch)
    {
        if (drawer is not null && address.Run is { } open && (batch.Reset || batch.Runs.Contains(open)))
            await drawer.ReloadAsync();
        if (failure is not null)
            await LoadAsync();
        else if (!loading && (batch.Reset || batch.Runs.Count > 0))
            await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        var query = address.Query;
        try
        {
            // A row that has the focus must not be pushed off the page by what arrives.
            var page = Holds ? null : await Runs.ListExecutedAsync(query, reading.Token);
            if (page is null || focused is { } row && page.Items.All(run => run.Id != row))
                feed.Wait(await CountWaitingAsync(query));
            else if (query == address.Query)
                feed.Arrive(page, Clock.GetUtcNow());
            StateHasChanged();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left, or is being read anew.
        }
        catch (Exception error)
        {
            ExecutedLog.RefreshFailed(Log, error);
        }
    }

    private async Task<int> CountWaitingAsync(RunQuery query)
    {
        var from = query.From is { } chosen && chosen > feed.SeenUntil ? chosen : feed.SeenUntil;
        return (await Runs.ListExecutedAsync(query with { Page = 1, PageSize = 1, From = from }, reading.Token)).Total;
    }

    private async Task PauseOrResumeAsync()
    {
        paused = !paused;
        if (!paused)
            await LoadAsync();
    }

    private Task ShowWaitingAsync()
    {
        if (address.Page == 1)
            return LoadAsync();
        GoTo(address.List with { Page = 1 });
        return Task.CompletedTask;
    }

    private async Task ReleaseAsync()
    {
        focused = null;
        if (feed.Waiting > 0)
            await RefreshAsync();
    }
}
