using Microsoft.AspNetCore.Identity;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>Length instead of compositions (NIST SP 800-63B §3.1.1): long ones are easy to remember and hard to guess.</summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    private static readonly string[] common = ["password", "passwort", "123456", "qwerty", "letmein", "taskscheduler"];

    /// <summary>What to change about a password; null when it may be used.</summary>
    public static string? FaultOf(string? password, string? email)
    {
        if (string.IsNullOrEmpty(password) || password.Length < MinLength)
            return $"Use {MinLength} characters or more; a few words in a row are fine.";
        if (password.Length > MaxLength)
            return $"Use {MaxLength} characters or fewer.";
        if (email is not null && (password.Contains(email, StringComparison.OrdinalIgnoreCase) || email.Contains(password, StringComparison.OrdinalIgnoreCase)))
            return "The password contains the e-mail address; use something else.";
        if (password.Distinct().Count() < 5)
            return "The password repeats the same few characters; use something else.";
        return Rest(password).Length < MinLength / 2 ? "The password is one of those tried first; use something else." : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        FaultOf(password, user.Email) is { } fault ? IdentityResult.Failed(new IdentityError { Code = "password", Description = fault }) : IdentityResult.Success);

    private static string Rest(string password) =>
        common.Aggregate(password.ToLowerInvariant(), (left, word) => left.Replace(word, "", StringComparison.Ordinal));
}
