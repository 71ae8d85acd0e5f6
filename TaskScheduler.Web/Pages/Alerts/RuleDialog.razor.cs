using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Alerts;

/// <summary>Makes a rule, or changes one.</summary>
public sealed partial class RuleDialog
{
    private readonly FaultList faults = new();
    private RuleEdit edit = new();
    private IReadOnlyList<string> knownTags = [];
    private IReadOnlyList<AccountView> accounts = [];
    private IReadOnlyList<ChannelView> channels = [];

    /// <summary>The rule that is changed; null for a new one.</summary>
    [Parameter]
    public AlertRuleView? Rule { get; set; }

    [Parameter]
    public EventCallback<AlertRuleView> Saved { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private AlertRuleStore Store { get; set; } = default!;

    [Inject]
    private ChannelStore ChannelStore { get; set; } = default!;

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        edit = RuleEdit.Of(Rule);
        if (Rule is null && !Caller.Actor.ReachesAll)
            edit.Scope = "task";
        // Who may sign in is known to administrators; others write addresses.
        accounts = Caller.Actor.May(Rights.Administer) ? [.. Directory.Accounts.Where(account => !account.Disabled).OrderBy(account => account.Email, StringComparer.OrdinalIgnoreCase)] : [];
        channels = (await ChannelStore.ListAsync(CancellationToken.None)).Value ?? [];
        knownTags = await Tasks.TagsAsync(CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        var draft = edit.ToDraft();
        var saved = Rule is null ? await Store.CreateAsync(draft) : await Store.ReplaceAsync(Rule.Rule.Id, draft);
        faults.Replace(saved.Faults);
        if (saved.Succeeded)
            await Saved.InvokeAsync(saved.Value);
    }
}
