using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core;
using TaskScheduler.Core.Reports;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Report;

/// <summary>What became of the runs that ended in a period.</summary>
public sealed partial class ReportPage
{
    private readonly ListReading reading;
    private ReportAddress address = new();
    private RunReport? report;
    private IReadOnlyList<Fault> faults = [];

    public ReportPage() =>
        reading = new(StateHasChanged, error => ReportLog.ReadFailed(Log, error), error => ReportLog.ReadFailed(Log, error));

    [Inject]
    private ReportStore Reports { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<ReportPage> Log { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        reading.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        address = ReportAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        return LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{ReportAddress.Path}", StringComparison.Ordinal))
            return;
        address = ReportAddress.Of(e.Location);
        _ = InvokeAsync(LoadAsync);
    }

    private static string? ValueOf(ChangeEventArgs e) => e.Value is string text && text.Trim() is { Length: > 0 } value ? value : null;

    private void GoTo(ReportAddress target) => Navigation.NavigateTo(target.ToUri());

    private Task LoadAsync()
    {
        var period = address.Read(Time.LocalTimeZone.Id, Time.GetUtcNow());
        faults = period.Faults;
        if (!period.Succeeded)
        {
            report = null;
            StateHasChanged();
            return Task.CompletedTask;
        }

        return reading.LoadAsync(outdated => Reports.ReadAsync(period.Value, outdated), found => (report, faults) = (found.Value, found.Faults));
    }
}
