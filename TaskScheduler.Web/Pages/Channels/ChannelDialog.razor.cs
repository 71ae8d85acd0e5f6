using System.Text.Json;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Channels;

/// <summary>Makes a channel, or changes one.</summary>
public sealed partial class ChannelDialog
{
    private readonly FaultList faults = new();
    private string? name;
    private string kind = "webhook";
    private string? address;
    private string? secret;
    private bool unsigned;

    /// <summary>The channel that is changed; null for a new one.</summary>
    [Parameter]
    public ChannelView? Channel { get; set; }

    [Parameter]
    public EventCallback<ChannelView> Saved { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private ChannelStore Store { get; set; } = default!;

    private string SecretHelp => Channel is { IsSigned: true }
        ? "Leave it empty to keep the one there is."
        : "At least 16 characters that the receiver knows too: each message is signed with it. Empty means that nothing is signed.";

    protected override void OnInitialized()
    {
        if (Channel is not null)
            (name, kind) = (Channel.Name, JsonNamingPolicy.CamelCase.ConvertName(Channel.Kind.ToString()));
    }

    private async Task SaveAsync()
    {
        var isWebhook = kind == "webhook";
        var draft = new ChannelDraft { Name = name, Kind = kind, Address = address, SigningSecret = !isWebhook ? null : unsigned ? "" : string.IsNullOrEmpty(secret) ? null : secret };
        var saved = Channel is null ? await Store.CreateAsync(draft) : await Store.ReplaceAsync(Channel.Id, draft);
        faults.Replace(saved.Faults);
        if (saved.Succeeded)
            await Saved.InvokeAsync(saved.Value);
    }
}
