using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Forecasting.Drawing;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Lists;
using TaskScheduler.Web.Parts.Spread;

namespace TaskScheduler.Web.Pages.Forecasting;

/// <summary>The past hour and the next three, as load over time: whether what runs will be enough.</summary>
public sealed partial class ForecastPage
{
    /// <summary>The graph moves on with the clock by less than a pixel in this time.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ListReading reading;
    private ForecastAddress address = new();
    private Forecast? forecast;
    private LoadPicture picture = default!;
    private ChangeListener? listener;
    private ITimer? beat;
    private SpreadDialog spread = default!;
    private Notice notice = default!;

    public ForecastPage() =>
        reading = new(StateHasChanged, error => ForecastLog.ReadFailed(Log, error), error => ForecastLog.RefreshFailed(Log, error));

    [Inject]
    private LoadForecast Forecasts { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<ForecastPage> Log { get; set; } = default!;

    private bool IsEmpty => forecast is { Items.Count: 0, Past.Count: 0, Waiting: null };

    private string? MomentWords => forecast!.Capacity.Shortage is { } shortage
        ? $"{LoadWords.Instances(shortage.Instances)} at {ForecastWords.Clock(shortage.Cause.DueAt, Time.LocalTimeZone)}"
        : null;

    private string Summary => LoadWords.Summary(forecast!, Time.LocalTimeZone);

    private string Zone
    {
        get
        {
            var offset = TimeZoneInfo.ConvertTime(forecast!.At, Time.LocalTimeZone).ToString("zzz", CultureInfo.InvariantCulture);
            return $"{Time.LocalTimeZone.Id} (UTC{offset})";
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        beat?.Dispose();
        reading.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        address = ForecastAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new ChangeListener(Forecasts.Listen, Clock, () => InvokeAsync(RefreshAsync));
        beat = Clock.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, Beat, Beat);
        return LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{ForecastAddress.Path}", StringComparison.Ordinal))
            return;
        address = ForecastAddress.Of(e.Location);
        _ = InvokeAsync(() =>
        {
            if (forecast is not null)
                Show(forecast);
            StateHasChanged();
        });
    }

    private void GoTo(ForecastAddress target) => Navigation.NavigateTo(target.ToUri());

    private Task LoadAsync() => reading.LoadAsync(Forecasts.ReadAsync, Show);

    private Task RefreshAsync() => reading.Failed
        ? LoadAsync()
        : reading.RefreshAsync(async outdated => Show(await Forecasts.ReadAsync(outdated)));

    private void Show(Forecast read)
    {
        forecast = read;
        picture = new(LoadInstants.Of(read), TimeWindow.Of(address.Range, read.At), read.Capacity.Running, ScalingRule.ComputePerInstanceMs);
    }

    private Task AskToSpreadAsync(HotSpot spot) => spread.AskAsync(new TaskFilter(), spot.Load.Tasks, spot.Load.DueAt);
}
