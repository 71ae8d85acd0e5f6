using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Web.Pages.Messages;

/// <summary>One message with what it says, kept up to date while it is open.</summary>
public sealed partial class MessageDrawer
{
    private MessageDetail? detail;
    private string? problem;
    private bool notFound;

    [Parameter, EditorRequired]
    public Guid MessageId { get; set; }

    /// <summary>Whether it can be sent again here.</summary>
    [Parameter]
    public bool MaySend { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private MessageStore Messages { get; set; } = default!;

    [Inject]
    private ILogger<MessageDrawer> Log { get; set; } = default!;

    public async Task ReloadAsync()
    {
        try
        {
            var found = await Messages.FindAsync(MessageId, CancellationToken.None);
            (detail, notFound) = (found.Value, found.Refusal == Refusal.NotFound);
        }
        catch (Exception error)
        {
            MessagesLog.DetailFailed(Log, error, MessageId);
            problem = "The message could not be read. Close this and open it again; the reason is in the server's log.";
        }

        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task SendAgainAsync()
    {
        var sent = await Messages.SendAgainAsync(MessageId);
        problem = sent.Succeeded ? null : sent.Faults[0].Message;
        await ReloadAsync();
    }
}
