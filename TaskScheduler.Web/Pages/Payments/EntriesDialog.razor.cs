using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Payments;

/// <summary>What came into an account and left it.</summary>
public sealed partial class EntriesDialog
{
    private const int ShownAtOnce = 25;

    private readonly ListReading reading;
    private PageOf<PaymentEntry> entries = new([], 0, 1, ShownAtOnce);
    private PaymentAccount? account;
    private string? fault;

    public EntriesDialog() =>
        reading = new(StateHasChanged, error => PaymentsLog.ReadFailed(Log, error), error => PaymentsLog.RefreshFailed(Log, error));

    [Parameter, EditorRequired]
    public Guid AccountId { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    private int LastPage => Math.Max(1, (entries.Total + entries.PageSize - 1) / entries.PageSize);

    public void Dispose() => reading.Dispose();

    protected override Task OnInitializedAsync() => LoadAsync(1);

    private Task LoadAsync(int page) => reading.LoadAsync(
        async outdated => (Account: await Accounts.FindAsync(AccountId, outdated), Entries: await Accounts.EntriesAsync(AccountId, page, ShownAtOnce, outdated)),
        found =>
        {
            fault = found.Account.Faults is [var first, ..] ? first.Message : null;
            account = found.Account.Value;
            entries = found.Entries.Value ?? entries;
        });
}
