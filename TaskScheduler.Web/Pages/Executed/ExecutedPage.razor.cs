using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Web.Pages.Executed.Detail;
using TaskScheduler.Web.Parts.Bulk;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Executed;

public sealed partial class ExecutedPage : IDisposable
{
    private readonly ListReading reading;
    private readonly ExecutedFeed feed = new();
    private ExecutedAddress address = new();
    private FeedListener? listener;
    private RunDrawer? drawer;
    private readonly RunSelection selection = new();
    private BulkDialog bulk = default!;
    private Notice notice = default!;
    private bool paused;
    private Guid? focused;

    public ExecutedPage() =>
        reading = new(StateHasChanged, error => ExecutedLog.ListFailed(Log, error), error => ExecutedLog.RefreshFailed(Log, error));

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

    [Inject]
    private ICaller Caller { get; set; } = default!;

    private bool Holds => paused || address.Page > 1 || !selection.IsEmpty;

    private bool MayRun => Caller.Actor.May(Rights.Run);

    private IReadOnlyList<RunAction> Offered => address.State == RunState.DeadLettered ? [RunAction.Retry, RunAction.Discard] : [RunAction.Retry];

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
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
        if (address.Active != before.Active || address.Query with { Page = 1 } != before.Query with { Page = 1 })
            selection.Clear();
        _ = InvokeAsync(() => address.Query == before.Query && address.Active == before.Active ? RedrawAsync() : LoadAsync());
    }

    private Task RedrawAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    // A search that is still being typed is one step back, not one for every pause.
    private void GoTo(ExecutedAddress target) =>
        Navigation.NavigateTo(target.ToUri(), replace: address.Search is not null && target == address with { Search = target.Search });

    private EventCallback PickOf(Guid run) =>
        MayRun ? EventCallback.Factory.Create(this, () => selection.Toggle(run, feed.Rows.Select(row => row.Id))) : default;

    private void TogglePage(ChangeEventArgs e)
    {
        if (e.Value is true)
            selection.Add(feed.Rows.Select(run => run.Id));
        else
            selection.Remove(feed.Rows.Select(run => run.Id));
    }

    private Task AfterBulkAsync(string words)
    {
        selection.Clear();
        notice.Say(words);
        return LoadAsync();
    }

    // The view of what has not ended reads for itself.
    private Task LoadAsync() => address.Active ? RedrawAsync() : reading.LoadAsync(
        outdated => Runs.ListExecutedAsync(address.Query, outdated),
        page => feed.Replace(page, Clock.GetUtcNow()));

    private async Task OnChangedAsync(FeedBatch batch)
    {
        if (drawer is not null && address.Run is { } open && (batch.Reset || batch.Runs.Contains(open)))
            await drawer.ReloadAsync();
        if (address.Active)
            return;
        if (reading.Failed)
            await LoadAsync();
        else if (!reading.Loading && (batch.Reset || batch.Runs.Count > 0))
            await RefreshAsync();
    }

    private Task RefreshAsync() => reading.RefreshAsync(async outdated =>
    {
        var query = address.Query;
        // A row that has the focus must not be pushed off the page by what arrives.
        var page = Holds ? null : await Runs.ListExecutedAsync(query, outdated);
        if (page is null || focused is { } row && page.Items.All(run => run.Id != row))
            feed.Wait(await CountWaitingAsync(query, outdated));
        else if (query == address.Query)
            feed.Arrive(page, Clock.GetUtcNow());
    });

    private async Task<int> CountWaitingAsync(RunQuery query, CancellationToken outdated)
    {
        var from = query.From is { } chosen && chosen > feed.SeenUntil ? chosen : feed.SeenUntil;
        return (await Runs.ListExecutedAsync(query with { Page = 1, PageSize = 1, From = from }, outdated)).Total;
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
