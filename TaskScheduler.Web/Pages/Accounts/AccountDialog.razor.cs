using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Accounts;

/// <summary>Creates an account, or changes what one may do.</summary>
public sealed partial class AccountDialog
{
    private readonly FaultList faults = new();
    private List<string> tags = [];
    private IReadOnlyList<string> knownTags = [];
    private string? email;
    private string? password;
    private string? said;
    private Role role = Role.Operator;
    private bool disabled;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public AccountView? Account { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private AccountDesk Desk { get; set; } = default!;

    [Inject]
    private TaskStore Tasks { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Account is not null)
            (email, role, tags, disabled) = (Account.Email, Account.Role, [.. Account.SharedTags], Account.Disabled);
        knownTags = await Tasks.TagsAsync(CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        if (Account is null)
        {
            var made = AccountRegister.NewPassword();
            var created = await Desk.CreateAsync(email, made, role, tags);
            faults.Replace(created.Faults);
            password = created.Succeeded ? made : null;
            return;
        }

        var changed = await Desk.ChangeAsync(Account.Id, role, tags, disabled);
        faults.Replace(changed.Faults);
        if (changed.Succeeded)
            await Closed.InvokeAsync();
    }

    private async Task ResetPasswordAsync()
    {
        var reset = await Desk.ResetPasswordAsync(Account!.Id);
        faults.Replace(reset.Faults);
        password = reset.Value;
    }

    private async Task RemoveSecondFactorAsync()
    {
        faults.Replace((await Desk.RemoveSecondFactorAsync(Account!.Id)).Faults);
        said = "The second factor was taken away.";
    }

    private async Task EndSessionsAsync()
    {
        faults.Replace((await Desk.EndSessionsAsync(Account!.Id)).Faults);
        said = "Signed out in all browsers.";
    }
}
