using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Web.Parts.Bell;

namespace TaskScheduler.Web.Layout.Bell;

/// <summary>The bell on every page: how many messages are unread, and the newest of them.</summary>
public sealed partial class BellButton
{
    private const int Shown = 10;
    private const int MostCounted = 99;

    private BellGlance glance = new(0, []);
    private BellListener? listener;
    private string? said;
    private bool failed;
    private int rings;
    private int pageNumber;

    /// <summary>Of the page with all of them.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    [Inject]
    private BellStore Bell { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<BellButton> Log { get; set; } = default!;

    private string Label => glance.Unread == 0 ? "Notifications, none unread" : string.Create(CultureInfo.InvariantCulture, $"Notifications, {glance.Unread} unread");

    private string Count => glance.Unread > MostCounted ? $"{MostCounted}+" : glance.Unread.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Navigation.LocationChanged -= CloseOnNavigation;
        listener?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += CloseOnNavigation;
        listener = new BellListener(Bell, Clock, () => InvokeAsync(FollowAsync));
        await LookAsync();
    }

    private void CloseOnNavigation(object? sender, LocationChangedEventArgs e)
    {
        pageNumber++;
        _ = InvokeAsync(StateHasChanged);
    }

    // What came in quiet hours is listed and counted; nothing rings, and nothing is read out.
    private async Task FollowAsync()
    {
        var before = glance.Newest.Count == 0 ? (Guid?)null : glance.Newest[0].Id;
        await LookAsync();
        var arrived = glance.Newest.TakeWhile(message => message.Id != before).Where(message => message is { Silent: false, ReadAt: null }).ToList();
        if (arrived.Count > 0)
        {
            rings++;
            said = arrived.Count == 1 ? $"New notification: {arrived[0].Subject}" : $"{arrived.Count} new notifications";
        }

        StateHasChanged();
    }

    private async Task LookAsync()
    {
        try
        {
            (glance, failed) = (await Bell.GlanceAsync(Shown, CancellationToken.None), false);
        }
        catch (Exception error)
        {
            // The bell's boundary: whatever page it is on, that page goes on.
            failed = true;
            BellLog.GlanceFailed(Log, error);
        }
    }

    private Task ReadAsync(BellMessage message) => MarkAsync([message.Id]);

    private Task ReadAllAsync() => MarkAsync(null);

    private async Task MarkAsync(IReadOnlyCollection<Guid>? ids)
    {
        try
        {
            await Bell.MarkReadAsync(ids);
            await LookAsync();
        }
        catch (Exception error)
        {
            BellLog.NotMarked(Log, error);
        }
    }
}
