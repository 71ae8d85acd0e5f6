using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Web.Pages.Accounts;

/// <summary>All accounts, for administrators.</summary>
public sealed partial class AccountsPage
{
    private Result<IReadOnlyList<AccountView>> accounts = Result<IReadOnlyList<AccountView>>.Of([]);
    private IDisposable? listening;
    private AccountView? edited;
    private bool open;

    [Inject]
    private AccountDesk Desk { get; set; } = default!;

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose() => listening?.Dispose();

    protected override void OnInitialized()
    {
        accounts = Desk.List();
        listening = Directory.Listen(Look);
    }

    private void Look() => _ = InvokeAsync(() =>
    {
        accounts = Desk.List();
        StateHasChanged();
    });

    private void Open(AccountView? account) => (edited, open) = (account, true);

    private string SessionsOf(AccountView account) => Directory.Sessions.Count(session => session.AccountId == account.Id) switch
    {
        0 => "not signed in",
        1 => "signed in in 1 browser",
        var count => $"signed in in {count} browsers",
    };
}
