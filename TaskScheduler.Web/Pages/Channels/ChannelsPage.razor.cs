using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Channels;

/// <summary>All channels; administrators add, change, test and delete them.</summary>
public sealed partial class ChannelsPage
{
    private Result<IReadOnlyList<ChannelView>>? channels;
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private ChannelView? edited;
    private bool mayChange;
    private bool open;
    private bool failed;

    [Inject]
    private ChannelStore Store { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private ILogger<ChannelsPage> Log { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Actor.May(Rights.Administer);
        await ReadAsync();
    }

    private static string UsedBy(ChannelView channel) => channel.Rules switch
    {
        0 => "not used",
        1 => "used by 1 rule",
        var count => $"used by {count} rules",
    };

    private async Task ReadAsync()
    {
        try
        {
            (channels, failed) = (await Store.ListAsync(CancellationToken.None), false);
        }
        catch (Exception error)
        {
            // The page's boundary: what can't be read is said here, and the rest of the page stays.
            failed = true;
            ChannelsLog.ReadFailed(Log, error);
        }
    }

    private void Open(ChannelView? channel) => (edited, open) = (channel, true);

    private async Task SavedAsync(ChannelView channel)
    {
        open = false;
        notice.Say(edited is null ? $"“{channel.Name}” was added. Send a test to see that messages arrive." : $"“{channel.Name}” was changed.");
        await ReadAsync();
    }

    private async Task TestAsync(ChannelView channel)
    {
        var sent = await Store.TestAsync(channel.Id);
        if (sent.Succeeded)
            notice.Say($"A test to “{channel.Name}” is on its way. Look at {channel.Host} whether it arrives.");
        else
            notice.Complain(sent.Faults[0].Message);
    }

    private async Task DeleteAsync(ChannelView channel)
    {
        var consequence = channel.Rules == 0 ? "Its address can't be brought back." : $"It is {UsedBy(channel)}: nobody is told by it from then on. Its address can't be brought back.";
        if (!await confirm.AskAsync($"Delete “{channel.Name}”?", consequence, "Delete", dangerous: true))
            return;
        var deleted = await Store.DeleteAsync(channel.Id);
        if (deleted.Succeeded)
            notice.Say($"“{channel.Name}” was deleted.");
        else
            notice.Complain(deleted.Faults[0].Message);
        await ReadAsync();
    }
}
