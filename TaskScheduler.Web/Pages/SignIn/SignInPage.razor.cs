using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Web.Pages.SignIn;

/// <summary>Asks for e-mail and password. Rendered by the server alone, because it writes the cookie.</summary>
public sealed partial class SignInPage
{
    // The same whatever was wrong: an answer that differs would tell which accounts there are.
    private const string Wrong = "The e-mail address or the password is wrong, or the account is locked for a few minutes after too many attempts.";

    private string? refused;

    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private AccountSignIn SignIn { get; set; } = default!;

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        if (Directory.IsEmpty)
            Navigation.NavigateTo("setup");
    }

    private async Task SignInAsync()
    {
        var result = await SignIn.PasswordSignInAsync(Form?.Email?.Trim() ?? "", Form?.Password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
            Navigation.NavigateTo(ReturnAddress.Of(ReturnUrl));
        else if (result.RequiresTwoFactor)
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("sign-in/second-factor", new Dictionary<string, object?> { ["returnUrl"] = ReturnUrl }));
        else
            refused = Wrong;
    }

    private sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
