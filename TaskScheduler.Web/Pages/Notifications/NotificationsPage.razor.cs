using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Web.Parts.Bell;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Notifications;

/// <summary>All that is kept of what somebody was told.</summary>
public sealed partial class NotificationsPage
{
    private static readonly string Lead = $"What you were told, newest first. The last {BellPost.Kept} are kept.";
    private static readonly PageOf<BellMessage> None = new([], 0, 1, 1);

    private readonly ListReading reading;
    private NotificationsAddress address = new();
    private PageOf<BellMessage> messages = None;
    private BellListener? listener;
    private Notice notice = default!;
    private string? refusal;
    private bool hasNewer;

    public NotificationsPage() =>
        reading = new(StateHasChanged, error => NotificationsLog.ListFailed(Log, error), error => NotificationsLog.RefreshFailed(Log, error));

    [Inject]
    private BellStore Bell { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<NotificationsPage> Log { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = NotificationsAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new BellListener(Bell, Clock, () => InvokeAsync(FollowAsync));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{NotificationsAddress.Path}", StringComparison.Ordinal))
            return;
        address = NotificationsAddress.Of(e.Location);
        _ = InvokeAsync(LoadAsync);
    }

    private Task LoadAsync() => reading.LoadAsync(outdated => Bell.ListAsync(address.Page, address.PageSize, outdated), found =>
    {
        (messages, refusal, hasNewer) = (found.Value ?? None, found.Faults is [var fault, ..] ? fault.Message : null, false);
    });

    // New ones are offered, not pushed in above what somebody reads; what was read elsewhere is shown as read.
    private Task FollowAsync() => reading.Loading || reading.Failed || refusal is not null ? Task.CompletedTask : reading.RefreshAsync(async outdated =>
    {
        var asked = address;
        var found = (await Bell.ListAsync(asked.Page, asked.PageSize, outdated)).Value ?? None;
        if (asked != address)
            return;
        if (messages.Total > 0 && found.Items.Count > 0 && found.Items[0].Id != messages.Items.FirstOrDefault()?.Id)
            hasNewer = true;
        else
            messages = found;
    });

    private async Task MarkAsync(IReadOnlyCollection<Guid>? ids)
    {
        var marked = await Bell.MarkReadAsync(ids);
        if (!marked.Succeeded)
            notice.Complain(marked.Faults[0].Message);
        await LoadAsync();
    }
}
