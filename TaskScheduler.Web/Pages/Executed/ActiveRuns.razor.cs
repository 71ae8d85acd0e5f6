using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Web.Parts.Bulk;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Executed;

/// <summary>The runs that have not ended: what runs, and what waits for what.</summary>
public sealed partial class ActiveRuns
{
    private readonly ListReading reading;
    private readonly RunSelection selection = new();
    private IReadOnlyList<Run> rows = [];
    private ExecutedAddress? read;
    private FeedListener? listener;
    private BulkDialog bulk = default!;
    private Notice notice = default!;
    private int total;

    public ActiveRuns() =>
        reading = new(StateHasChanged, error => ExecutedLog.ListFailed(Log, error), error => ExecutedLog.RefreshFailed(Log, error));

    [Parameter, EditorRequired]
    public ExecutedAddress Address { get; set; } = default!;

    [Parameter]
    public EventCallback<ExecutedAddress> Chosen { get; set; }

    [Inject]
    private RunStore Runs { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<ActiveRuns> Log { get; set; } = default!;

    private bool MayRun => Caller.Actor.May(Rights.Run);

    private IReadOnlyList<RunAction> Offered => Address.State == RunState.Retrying ? [RunAction.Retry, RunAction.Cancel] : [RunAction.Cancel];

    public void Dispose()
    {
        listener?.Dispose();
        reading.Dispose();
    }

    protected override void OnInitialized() => listener = new FeedListener(Feed, Clock, batch => InvokeAsync(() => OnChangedAsync(batch)));

    protected override async Task OnParametersSetAsync()
    {
        if (Address.List == read)
            return;
        if (read is not null && Address.List with { Page = 1 } != read with { Page = 1 })
            selection.Clear();
        read = Address.List;
        await LoadAsync();
    }

    private Task LoadAsync() => reading.LoadAsync(outdated => Runs.ListActiveAsync(Address.Query, outdated), page => (rows, total) = (page.Items, page.Total));

    private async Task OnChangedAsync(FeedBatch batch)
    {
        if (reading.Failed)
            await LoadAsync();
        else if (!reading.Loading && (batch.Reset || batch.Runs.Count > 0))
            await reading.RefreshAsync(async outdated =>
            {
                var query = Address.Query;
                var page = await Runs.ListActiveAsync(query, outdated);
                if (query == Address.Query)
                    (rows, total) = (page.Items, page.Total);
            });
    }

    private Task ChooseAsync(ExecutedAddress address) => Chosen.InvokeAsync(address.List with { Page = 1 });

    private EventCallback PickOf(Guid run) => MayRun ? EventCallback.Factory.Create(this, () => selection.Toggle(run, rows.Select(row => row.Id))) : default;

    private void TogglePage(ChangeEventArgs e)
    {
        if (e.Value is true)
            selection.Add(rows.Select(run => run.Id));
        else
            selection.Remove(rows.Select(run => run.Id));
    }

    private Task AfterBulkAsync(string words)
    {
        selection.Clear();
        notice.Say(words);
        return LoadAsync();
    }
}
