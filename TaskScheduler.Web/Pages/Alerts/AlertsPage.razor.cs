using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Alerts;

/// <summary>What rules have found, live, and the rules.</summary>
public sealed partial class AlertsPage
{
    private const int UsualPageSize = 25;

    private PageOf<Incident>? incidents;
    private IReadOnlyList<AlertRuleView>? rules;
    private Dictionary<Guid, string> channelNames = [];
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private FeedListener? listener;
    private AlertRuleView? edited;
    private int pageSize = UsualPageSize;
    private bool mayWrite;
    private bool mayClose;
    private bool open;
    private bool failed;

    /// <summary>From 1; null means the first.</summary>
    [Parameter]
    public int? PageNumber { get; set; }

    [Inject]
    private AlertRuleStore Store { get; set; } = default!;

    [Inject]
    private IncidentStore Incidents { get; set; } = default!;

    [Inject]
    private IncidentClosing Closing { get; set; } = default!;

    [Inject]
    private ChannelStore Channels { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<AlertsPage> Log { get; set; } = default!;

    public void Dispose() => listener?.Dispose();

    protected override void OnInitialized()
    {
        mayWrite = Caller.Actor.May(Rights.Write);
        mayClose = Caller.Actor.May(Rights.Run);
        listener = new FeedListener(Feed, Clock, _ => InvokeAsync(RefreshAsync));
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private static string NameOf(AlertRuleView view) => $"{AlertWords.Of(view.Rule)}, {AlertWords.Scope(view.Rule, view.TaskTitle)}";

    private async Task ReadAsync()
    {
        try
        {
            rules = await Store.ListAsync(CancellationToken.None);
            channelNames = (await Channels.ListAsync(CancellationToken.None)).Value?.ToDictionary(channel => channel.Id, channel => channel.Name) ?? [];
            await ReadIncidentsAsync();
            failed = false;
        }
        catch (Exception error)
        {
            // The page's boundary: what can't be read is said here, and the rest of the page stays.
            failed = true;
            AlertsLog.ReadFailed(Log, error);
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            await ReadIncidentsAsync();
            StateHasChanged();
        }
        catch (Exception error)
        {
            // What is shown stays until the next change.
            AlertsLog.ReadFailed(Log, error);
        }
    }

    private async Task ReadIncidentsAsync() => incidents = await Incidents.ListAsync(null, Math.Max(1, PageNumber ?? 1), pageSize, CancellationToken.None);

    private async Task CloseAsync(Incident incident)
    {
        if (!await confirm.AskAsync("Close this incident?", $"{AlertWords.Of(incident.Kind)}: {incident.Title}. Nobody is told. If it is found again, another incident begins.", "Close it", dangerous: false))
            return;
        var closed = await Closing.CloseAsync(incident.Id);
        if (closed.Succeeded)
            notice.Say("The incident is closed.");
        else
            notice.Complain(closed.Faults[0].Message);
        await RefreshAsync();
    }

    private Task ChooseSizeAsync(int size)
    {
        pageSize = size;
        return RefreshAsync();
    }

    private void Open(AlertRuleView? rule) => (edited, open) = (rule, true);

    private async Task SavedAsync(AlertRuleView rule)
    {
        open = false;
        notice.Say(edited is null ? $"From now on: {AlertWords.Of(rule.Rule)}, {AlertWords.Scope(rule.Rule, rule.TaskTitle)}." : "The rule was changed.");
        await ReadAsync();
    }

    private async Task DeleteAsync(AlertRuleView rule)
    {
        if (!await confirm.AskAsync("Delete this rule?", $"{NameOf(rule)}: nobody is told any more, and what it has open is closed.", "Delete", dangerous: true))
            return;
        var deleted = await Store.DeleteAsync(rule.Rule.Id);
        if (deleted.Succeeded)
            notice.Say("The rule was deleted.");
        else
            notice.Complain(deleted.Faults[0].Message);
        await ReadAsync();
    }
}
