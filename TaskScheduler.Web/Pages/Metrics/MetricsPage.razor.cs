using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Metrics;

/// <summary>What runs came to over a window: all, by type and by task, or those of one task.</summary>
public sealed partial class MetricsPage
{
    // Figures are up to a second behind; more often would only be unrest.
    private static readonly TimeSpan pace = TimeSpan.FromSeconds(10);

    private readonly ListReading reading;
    private MetricsAddress address = new();
    private Shown? shown;
    private IReadOnlyList<Fault> faults = [];
    private ITimer? timer;

    public MetricsPage() =>
        reading = new(StateHasChanged, error => MetricsPageLog.ReadFailed(Log, error), error => MetricsPageLog.RefreshFailed(Log, error));

    [Inject]
    private MetricsStore Metrics { get; set; } = default!;

    [Inject]
    private RankingStore Ranking { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<MetricsPage> Log { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        timer?.Dispose();
        reading.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        address = MetricsAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        timer = Clock.CreateTimer(page => _ = InvokeAsync(RefreshAsync), null, pace, pace);
        return LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{MetricsAddress.Path}", StringComparison.Ordinal))
            return;
        address = MetricsAddress.Of(e.Location);
        _ = InvokeAsync(LoadAsync);
    }

    private void GoTo(MetricsAddress target) => Navigation.NavigateTo(target.ToUri());

    private Task LoadAsync() => reading.LoadAsync(ReadAsync, Show);

    private async Task RefreshAsync()
    {
        if (reading.Failed)
            await LoadAsync();
        else if (!reading.Loading)
            await reading.RefreshAsync(async outdated =>
            {
                var asked = address;
                var found = await ReadAsync(outdated);
                if (asked == address)
                    Show(found);
            });
    }

    private void Show(Result<Shown> found) => (shown, faults) = (found.Value, found.Faults);

    private async Task<Result<Shown>> ReadAsync(CancellationToken outdated)
    {
        if (address.TaskId is { } id)
        {
            var task = await Metrics.OfTaskAsync(id, address.Window, outdated);
            return task.Succeeded ? new Shown(task.Value.Window, task.Value.Figures, task.Value.Points, task.Value.Complete) { Task = task.Value } : Result<Shown>.RefusedAs(task);
        }

        var types = await Metrics.ByTypeAsync(address.Window, outdated);
        if (!types.Succeeded)
            return Result<Shown>.RefusedAs(types);
        var ranking = await Ranking.ListAsync(address.Query, outdated);
        return ranking.Succeeded
            ? new Shown(types.Value.Window, types.Value.All, types.Value.Points, types.Value.Complete) { Types = types.Value, Ranking = ranking.Value }
            : Result<Shown>.RefusedAs(ranking);
    }

    private sealed record Shown(MetricsWindow Window, WindowFigures Figures, IReadOnlyList<WindowPoint> Points, bool Complete)
    {
        public TaskSummary? Task { get; init; }

        public TypeSummary? Types { get; init; }

        public RankingPage? Ranking { get; init; }
    }
}
