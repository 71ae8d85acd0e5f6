using Microsoft.AspNetCore.Components;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.SignIn;

/// <summary>Where the first visit leads: creates the administrator and signs them in.</summary>
public sealed partial class SetupPage
{
    private readonly FaultList faults = new();

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private SetupForm? Form { get; set; }

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private AccountRegister Register { get; set; } = default!;

    [Inject]
    private AccountSignIn SignIn { get; set; } = default!;

    [Inject]
    private SetupCode Code { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private async Task CreateAsync()
    {
        if (Code.IsAskedOf(HttpContext) && !Code.Is(Form?.Code))
        {
            faults.Replace([new Fault("code", "This is not the code that the program printed when it started last.")]);
            return;
        }

        var created = await Register.CreateFirstAsync(Form?.Email, Form?.Password);
        if (!created.Succeeded)
        {
            faults.Replace(created.Faults);
            return;
        }

        await SignIn.PasswordSignInAsync(created.Value.Email, Form!.Password!, isPersistent: true, lockoutOnFailure: false);
        Navigation.NavigateTo("tasks");
    }

    private sealed class SetupForm
    {
        public string? Code { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
