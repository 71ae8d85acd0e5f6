using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Options;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Payments;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Web.Parts.Dialogs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Payments;

/// <summary>The accounts of the built-in ledger.</summary>
public sealed partial class PaymentsPage
{
    private const string Path = "payments";
    private const int UsualPageSize = 25;
    private const int MostPages = 4_000;
    private const int LargestPageSize = 200;

    private readonly ListReading reading;
    private PageOf<PaymentAccount> list = new([], 0, 1, UsualPageSize);
    private FeedListener? listener;
    private PaymentAccount? funded;
    private ConfirmDialog confirm = default!;
    private Notice notice = default!;
    private bool creating;

    public PaymentsPage() =>
        reading = new(StateHasChanged, error => PaymentsLog.ReadFailed(Log, error), error => PaymentsLog.RefreshFailed(Log, error));

    /// <summary>The account whose entries are shown; null when none are.</summary>
    [Parameter]
    public Guid? AccountId { get; set; }

    [Inject]
    private PaymentAccounts Accounts { get; set; } = default!;

    [Inject]
    private ICaller Caller { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IOptions<PaymentOptions> Options { get; set; } = default!;

    [Inject]
    private ILogger<PaymentsPage> Log { get; set; } = default!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        listener?.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        // A payment is made by a run, and of runs the feed tells.
        listener = new FeedListener(Feed, Clock, _ => InvokeAsync(RefreshAsync));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath.EndsWith($"/{Path}", StringComparison.Ordinal))
            _ = InvokeAsync(LoadAsync);
    }

    private Task LoadAsync() => reading.LoadAsync(ReadAsync, found => list = found);

    private Task RefreshAsync() => reading.Loading || reading.Failed ? Task.CompletedTask : reading.RefreshAsync(async outdated => list = await ReadAsync(outdated));

    private Task<PageOf<PaymentAccount>> ReadAsync(CancellationToken outdated)
    {
        var query = AddressQuery.Of(Navigation.Uri);
        return Accounts.ListAsync(query.Number("page", 1, MostPages, 1), query.Number("pageSize", 1, LargestPageSize, UsualPageSize), outdated);
    }

    private string PageAddress(int page) => AddressQuery.Address(Path, ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)), SizePart(list.PageSize));

    private static (string Name, string? Value) SizePart(int size) => ("pageSize", size == UsualPageSize ? null : size.ToString(CultureInfo.InvariantCulture));

    private async Task CloseAsync(string? said)
    {
        (creating, funded) = (false, null);
        if (said is null)
            return;
        notice.Say(said);
        await RefreshAsync();
    }

    private async Task SetFrozenAsync(PaymentAccount account)
    {
        if (!account.Frozen && !await confirm.AskAsync($"Freeze {account.Name}?", "Nothing is paid from it and nothing to it until it is unfrozen. Tasks that pay from it fail and are set inactive.", "Freeze", dangerous: false))
            return;
        var changed = await Accounts.SetFrozenAsync(account.Id, !account.Frozen);
        if (changed.Succeeded)
            notice.Say(changed.Value.Frozen ? $"{account.Name} is frozen." : $"{account.Name} is unfrozen.");
        else
            notice.Complain(changed.Faults[0].Message);
        await RefreshAsync();
    }
}
