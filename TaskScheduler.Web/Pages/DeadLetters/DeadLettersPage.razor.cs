using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Parts.Bulk;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.DeadLetters;

/// <summary>The inbox of runs whose retries are used up: its groups, or the runs of one of them.</summary>
public sealed partial class DeadLettersPage
{
    private static readonly RunAction[] offered = [RunAction.Retry, RunAction.Discard];

    private readonly ListReading reading;
    private readonly RunSelection selection = new();
    private DeadLettersAddress address = new();
    private PageOf<DeadLetterGroup>? groups;
    private PageOf<Run>? runs;
    private Run? replayed;
    private FeedListener? listener;
    private BulkDialog bulk = default!;
    private Notice notice = default!;

    public DeadLettersPage() =>
        reading = new(StateHasChanged, error => DeadLettersLog.ListFailed(Log, error), error => DeadLettersLog.RefreshFailed(Log, error));

    [Inject]
    private DeadLetterStore DeadLetters { get; set; } = default!;

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private TaskTypeCatalog Catalog { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<DeadLettersPage> Log { get; set; } = default!;

    private bool MayRun => Caller.Actor.May(Rights.Run);

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = DeadLettersAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new FeedListener(Feed, Clock, batch => InvokeAsync(() => OnChangedAsync(batch)));
        await LoadAsync();
    }

    private static DeadLettersAddress AddressOf(DeadLetterGroup group) => new() { Type = group.Type, Cause = group.Cause };

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{DeadLettersAddress.Path}", StringComparison.Ordinal))
            return;
        var before = address;
        address = DeadLettersAddress.Of(e.Location);
        if (address with { Page = 1 } != before with { Page = 1 })
            selection.Clear();
        _ = InvokeAsync(LoadAsync);
    }

    private Task LoadAsync() => reading.LoadAsync(ReadAsync, Show);

    private async Task<Shown> ReadAsync(CancellationToken outdated) => address.IsGroup
        ? new(null, await Runs.ListExecutedAsync(address.Query, outdated))
        : new(await DeadLetters.ListAsync(address.Page, address.PageSize, outdated), null);

    private void Show(Shown shown) => (groups, runs) = (shown.Groups, shown.Runs);

    // Rows stay where they are while somebody selects among them.
    private async Task OnChangedAsync(FeedBatch batch)
    {
        if (reading.Failed)
            await LoadAsync();
        else if (!reading.Loading && selection.IsEmpty && (batch.Reset || batch.Runs.Count > 0))
            await reading.RefreshAsync(async outdated =>
            {
                var asked = address;
                var shown = await ReadAsync(outdated);
                if (asked == address)
                    Show(shown);
            });
    }

    private Task AfterBulkAsync(string words)
    {
        selection.Clear();
        notice.Say(words);
        return LoadAsync();
    }

    private Task AfterReplayAsync()
    {
        var run = replayed!;
        replayed = null;
        notice.Say($"“{run.Title}” is tried again.", "Watch it", $"executed/{run.Id}");
        return LoadAsync();
    }

    private sealed record Shown(PageOf<DeadLetterGroup>? Groups, PageOf<Run>? Runs);
}
