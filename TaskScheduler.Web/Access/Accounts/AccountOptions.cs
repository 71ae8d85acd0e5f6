using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>The first administrator, for a server without a person in front of it (section <c>TaskScheduler:Admin</c>).</summary>
public sealed class AdminOptions
{
    /// <summary>E-mail address of an administrator who is created at start when there is none with it. Not set: the first visit leads to /setup.</summary>
    public string? Email { get; set; }

    /// <summary>Password of that account when it is created; changes nothing later.</summary>
    public string? Password { get; set; }

    /// <summary>A token that acts for that account with all rights: 24 characters or more, long enough that nobody guesses it.</summary>
    public string? ApiToken { get; set; }
}

internal sealed class AdminOptionsCheck : IValidateOptions<AdminOptions>
{
    private const int TokenLength = 24;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var faults = new List<string>();
        if (options.Email is null && (options.Password is not null || options.ApiToken is not null))
            faults.Add("TaskScheduler:Admin:Email is missing; it says whose password and token TaskScheduler:Admin holds.");
        if (options.Email is not null && MailAddressRule.FaultOf(options.Email) is { } fault)
            faults.Add($"TaskScheduler:Admin:Email: {fault}");
        if (options.Email is not null && options.Password is null && options.ApiToken is null)
            faults.Add("TaskScheduler:Admin:Password is missing; give the first administrator one, or leave TaskScheduler:Admin:Email out.");
        if (options.Password is { } password && PasswordRules.FaultOf(password, options.Email) is { } weak)
            faults.Add($"TaskScheduler:Admin:Password: {weak}");
        if (options.ApiToken is { Length: < TokenLength } or { Length: > 200 })
            faults.Add($"TaskScheduler:Admin:ApiToken must have {TokenLength} to 200 characters.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
