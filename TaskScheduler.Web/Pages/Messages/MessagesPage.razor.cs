using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Messages;

/// <summary>The outbox: what waits, was sent or failed, with the server's words.</summary>
public sealed partial class MessagesPage
{
    private readonly ListReading reading;
    private MessagesAddress address = new();
    private PageOf<MessageView> list = new([], 0, 1, 1);
    private ChangeListener? listener;
    private MessageDrawer? drawer;
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private bool testing;

    public MessagesPage() =>
        reading = new(StateHasChanged, error => MessagesLog.ListFailed(Log, error), error => MessagesLog.RefreshFailed(Log, error));

    [Inject]
    private MessageStore Messages { get; set; } = default!;

    [Inject]
    private MessageOutbox Outbox { get; set; } = default!;

    [Inject]
    private IMailTransport Mail { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<MessagesPage> Log { get; set; } = default!;

    private bool MaySend => Caller.Actor.May(Rights.Write);

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        address = MessagesAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        listener = new ChangeListener(Outbox.Listen, Clock, () => InvokeAsync(OnChangedAsync));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!new Uri(e.Location).AbsolutePath.EndsWith($"/{MessagesAddress.Path}", StringComparison.Ordinal))
            return;
        var before = address;
        address = MessagesAddress.Of(e.Location);
        _ = InvokeAsync(() => address.List == before.List ? RedrawAsync() : LoadAsync());
    }

    private Task RedrawAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    // A search that is still being typed is one step back, not one for every pause.
    private void GoTo(MessagesAddress target) =>
        Navigation.NavigateTo(target.ToUri(), replace: address.Search is not null && target == address with { Search = target.Search });

    private Task LoadAsync() => reading.LoadAsync(ReadAsync, found => list = found);

    private Task<PageOf<MessageView>> ReadAsync(CancellationToken outdated) => Messages.ListAsync(address.Filter, address.Page, address.PageSize, outdated);

    private async Task OnChangedAsync()
    {
        if (drawer is not null && address.Message is not null)
            await drawer.ReloadAsync();
        if (reading.Failed)
            await LoadAsync();
        else if (!reading.Loading)
            await reading.RefreshAsync(async outdated => list = await ReadAsync(outdated));
    }

    private async Task TestedAsync(string? said)
    {
        testing = false;
        if (said is null)
            return;
        notice.Say(said);
        await LoadAsync();
    }

    private async Task SendAllAgainAsync()
    {
        var messages = list.Total == 1 ? "1 message" : $"{list.Total} messages";
        if (!await confirm.AskAsync($"Send {messages} again?", "All that failed and match the filter are sent again. Some may have arrived before; their words say so.", "Send all again", dangerous: false))
            return;
        var sent = await Messages.SendFailedAgainAsync(address.Filter, CancellationToken.None);
        if (sent.Succeeded)
            notice.Say(sent.Value == 1 ? "1 message is sent again." : $"{sent.Value} messages are sent again.");
        else
            notice.Complain(sent.Faults[0].Message);
        await LoadAsync();
    }
}
