using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api.Calendars;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Account;

/// <summary>The secret addresses of one's calendars.</summary>
public sealed partial class CalendarPanel
{
    private const string Tagged = "tag:";
    private readonly FaultList faults = new();
    private IReadOnlyList<CalendarFeed>? feeds;
    private IReadOnlyList<string> tags = [];
    private ConfirmDialog confirm = default!;
    private ElementReference field;
    private string choice = "own";
    private string? address;
    private string? problem;
    private bool busy;
    private bool? copied;

    [Inject]
    private CalendarFeeds Feeds { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private ILogger<CalendarPanel> Log { get; set; } = default!;

    protected override Task OnInitializedAsync() => TryAsync(async () => tags = await Tasks.TagsAsync(CancellationToken.None));

    private Task CreateAsync() => TryAsync(async () =>
    {
        var (scope, tag) = choice.StartsWith(Tagged, StringComparison.Ordinal) ? (CalendarScope.Tag, choice[Tagged.Length..])
            : (choice == "all" ? CalendarScope.All : CalendarScope.Own, null);
        var made = await Feeds.CreateAsync(scope, tag);
        faults.Replace(made.Faults);
        copied = null;
        address = made.Succeeded ? CalendarsApi.AddressOf(new Uri(Navigation.BaseUri), made.Value) : null;
        problem = made.Succeeded ? null : made.Faults[0].Message;
    });

    private async Task RevokeAsync(CalendarFeed feed)
    {
        if (await confirm.AskAsync($"Revoke the address of “{feed.Name}”?", "Calendar programs that use it show nothing new from this moment on.", "Revoke", dangerous: true))
            await TryAsync(async () =>
            {
                address = null;
                await Feeds.RevokeAsync(feed.Id);
            });
    }

    private async Task CopyAsync() => copied = await Js.InvokeAsync<bool>("taskScheduler.copy", field);

    private async Task TryAsync(Func<Task> action)
    {
        busy = true;
        problem = null;
        try
        {
            await action();
            feeds = await Feeds.ListAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            // The boundary of the page: the rest of it still works.
            CalendarsLog.ActionFailed(Log, error);
            problem = "That did not work. Try again; the reason is in the server's log.";
        }
        finally
        {
            busy = false;
        }
    }
}
