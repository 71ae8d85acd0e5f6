using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Live;
using TaskScheduler.Web.Api.Audit;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Audit;

public sealed partial class AuditPage
{
    private const int ShownAtOnce = 50;

    private static readonly AuditEntries None = new([], null);
    private static readonly string DownloadWords = string.Create(CultureInfo.InvariantCulture, $"All that match, up to the newest {AuditApi.MostExported:N0}");

    private readonly ListReading reading;
    private AuditAddress address = new();
    private AuditEntries entries = None;
    private IReadOnlyList<string> actors = [];
    private IReadOnlyList<string> actions = [];
    private FeedListener? listener;
    private string? refusal;
    private bool hasNewer;

    public AuditPage() =>
        reading = new(StateHasChanged, error => AuditLog.ListFailed(Log, error), error => AuditLog.RefreshFailed(Log, error));

    [Inject]
    private AuditStore Audit { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<AuditPage> Log { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = AuditAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new FeedListener(Feed, Clock, _ => InvokeAsync(LookForNewerAsync));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{AuditAddress.Path}", StringComparison.Ordinal))
            return;
        address = AuditAddress.Of(e.Location);
        _ = InvokeAsync(LoadAsync);
    }

    // A search that is still being typed is one step back, not one for every pause.
    private void GoTo(AuditAddress target) =>
        Navigation.NavigateTo(target.ToUri(), replace: address.Search is not null && target == address with { Search = target.Search });

    private Task LoadAsync() => reading.LoadAsync(
        async outdated => (List: await Audit.ListAsync(address.Filter, address.Before, ShownAtOnce, outdated), Choices: await Audit.ChoicesAsync(outdated)),
        found =>
        {
            refusal = found.List.Faults is [var fault, ..] ? fault.Message : null;
            entries = found.List.Value ?? None;
            (actors, actions) = found.Choices;
            hasNewer = false;
        });

    // The feed tells of tasks and runs, not of entries: much of what it tells the program did by itself, and is not in the trail.
    private Task LookForNewerAsync() => reading.Loading || reading.Failed || hasNewer || address.Before is not null || refusal is not null
        ? Task.CompletedTask
        : reading.RefreshAsync(async outdated =>
        {
            var newest = await Audit.ListAsync(address.Filter, null, 1, outdated);
            hasNewer = newest.Value?.Items.FirstOrDefault()?.Id != entries.Items.FirstOrDefault()?.Id;
        });
}
