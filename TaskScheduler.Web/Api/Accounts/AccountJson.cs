using System.ComponentModel;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Tokens;

namespace TaskScheduler.Web.Api.Accounts;

/// <summary>An account as other programs see it.</summary>
/// <param name="SharedTags">Tasks with one of these tags are shared with it.</param>
/// <param name="LockedUntil">After too many wrong passwords; null when it is not locked.</param>
public sealed record AccountJson(
    Guid Id, string Email, Role Role, IReadOnlyList<string> SharedTags, bool Disabled, bool TwoFactor, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt)
{
    public static AccountJson Of(AccountView view) =>
        new(view.Id, view.Email, view.Role, view.SharedTags, view.Disabled, view.TwoFactor, view.LockedUntil, view.CreatedAt);
}

/// <summary>A token as other programs see it; its secret is not kept.</summary>
/// <param name="Hint">The first characters of the secret.</param>
public sealed record TokenJson(Guid Id, string Name, string Hint, string Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public static TokenJson Of(ApiTokenView view) =>
        new(view.Id, view.Name, view.Hint, TokenScopes.NameOf(view.Rights), view.CreatedAt, view.ExpiresAt, view.LastUsedAt);
}

/// <summary>A token that was just made.</summary>
/// <param name="Secret">Shown this one time: send it as <c>Authorization: Bearer</c>.</param>
public sealed record NewTokenJson(TokenJson Token, string Secret);

/// <summary>A signed-in browser.</summary>
public sealed record SessionJson(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? FromAddress, string? UserAgent)
{
    public static SessionJson Of(SessionView view) => new(view.Id, view.CreatedAt, view.LastSeenAt, view.FromAddress, view.UserAgent);
}

/// <summary>A password that was just made.</summary>
/// <param name="Password">Shown this one time.</param>
public sealed record NewPasswordJson(string Password);

/// <summary>An account to create.</summary>
public sealed record NewAccountJson
{
    [Description("With which the person signs in.")]
    public required string Email { get; init; }

    [Description("12 to 128 characters.")]
    public required string Password { get; init; }

    [Description("viewer, operator or administrator.")]
    public required Role Role { get; init; }

    [Description("Tasks with one of these tags are shared with the account.")]
    public IReadOnlyList<string>? SharedTags { get; init; }
}

/// <summary>What an account may do from now on.</summary>
public sealed record AccountChangeJson
{
    public required Role Role { get; init; }

    public IReadOnlyList<string>? SharedTags { get; init; }

    [Description("May not sign in, and its tokens are refused.")]
    public bool Disabled { get; init; }
}

/// <summary>A token to make.</summary>
public sealed record TokenRequestJson
{
    [Description("Says what uses it.")]
    public required string Name { get; init; }

    [Description("read, run, write or admin.")]
    public required string Scope { get; init; }

    [Description("ISO 8601 with offset; absent means never.")]
    public DateTimeOffset? ExpiresAt { get; init; }
}
