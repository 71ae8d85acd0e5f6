using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;
using TaskScheduler.Web.Parts.Spread;

namespace TaskScheduler.Web.Pages.Tasks;

public sealed partial class TasksPage : IDisposable
{
    /// <summary>How soon a change of tasks that are not on the screen is looked at: one of them may belong there by now.</summary>
    public static readonly TimeSpan MembershipPace = TimeSpan.FromSeconds(1);

    private readonly ListReading reading;
    private readonly ShownTasks shown = new();
    private readonly TaskSelection selection = new();
    private readonly HashSet<Guid> busy = [];
    private TaskListAddress address = new();
    private IReadOnlyList<string> tags = [];
    private FeedListener? listener;
    private ITimer? membership;
    private ConfirmDialog confirm = default!;
    private SpreadDialog spread = default!;
    private Notice notice = default!;
    private ElementReference list;
    private bool pointedAt;
    private bool focused;

    public TasksPage() =>
        reading = new(StateHasChanged, error => TasksLog.ListFailed(Log, error), error => TasksLog.RefreshFailed(Log, error));

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<TasksPage> Log { get; set; } = default!;

    private bool IsFirstUse => !reading.Failed && !reading.Loading && shown.Total == 0 && shown.Rows.Count == 0 && !address.HasFilter && address.Page == 1;

    private bool MayCreate => Caller.Actor.May(Rights.Write);

    private bool InUse => pointedAt || focused || !selection.IsEmpty;

    private bool AllShownSelected => shown.Rows.All(row => selection.Contains(row.Id));

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        membership?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = TaskListAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        membership = Clock.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        listener = new FeedListener(Feed, Clock, batch => InvokeAsync(() => OnChangedAsync(batch)));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath.Trim('/') is var path && !path.EndsWith(TaskListAddress.Path, StringComparison.Ordinal))
            return;

        var before = address;
        address = TaskListAddress.Of(e.Location);
        if (address.List with { Page = 1 } != before.List with { Page = 1 })
            selection.Clear();
        _ = InvokeAsync(() => address.List == before.List ? RedrawAsync() : LoadAsync());
    }

    private Task RedrawAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    // A search that is still being typed is one step back, not one for every pause.
    private void GoTo(TaskListAddress target) =>
        Navigation.NavigateTo(target.ToUri(), replace: address.Search is not null && target == address with { Search = target.Search });

    private string Opening(bool create) => (address.List with { Create = create }).ToUri();

    private TaskQuery Query => address.Query(Caller.Actor);

    private Task LoadAsync() => reading.LoadAsync(
        async outdated => (Page: await Tasks.ListAsync(Query, outdated), Tags: await Tasks.TagsAsync(outdated)),
        read =>
        {
            shown.Replace(read.Page);
            tags = read.Tags;
        });

    private Task OnChangedAsync(FeedBatch batch)
    {
        if (shown.Concerns(batch) || shown.Rows.Count == 0)
            return RefreshAsync();
        membership?.Change(MembershipPace, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        // A reading that is under way shows the change by itself.
        if (reading.Loading || reading.Failed)
        {
            if (reading.Failed)
                await LoadAsync();
            return;
        }

        membership?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var query = Query;
        await reading.RefreshAsync(async outdated =>
        {
            var page = await Tasks.ListAsync(query, outdated);
            if (InUse && !shown.HasSameRows(page) && shown.Rows.Count > 0)
                shown.Hold((await Tasks.ListAsync(new(new() { Ids = shown.Ids }, PageSize: shown.Rows.Count), outdated)).Items, page.Total);
            else if (query == Query)
                shown.Replace(page);
        });
    }

    private void Release(bool pointer)
    {
        if (pointer)
            pointedAt = false;
        else
            focused = false;
        if (shown.IsHeld && !InUse)
            membership?.Change(FeedListener.Pace, Timeout.InfiniteTimeSpan);
    }

    private void TogglePage()
    {
        if (AllShownSelected)
            selection.Remove(shown.Ids);
        else
            selection.Add(shown.Ids);
    }
}
