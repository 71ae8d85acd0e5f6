using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>An account with what signing in needs. Its name is its e-mail address.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public override string? Email { get => UserName; set => UserName = value; }

    public override string? NormalizedEmail { get => NormalizedUserName; set => NormalizedUserName = value; }

    public Role Role { get; set; }

    /// <summary>JSON array of strings.</summary>
    public string SharedTags { get; set; } = "[]";

    public bool Disabled { get; set; }

    public long CreatedAt { get; set; }

    public static Account New(string email, Role role, IEnumerable<string> sharedTags, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Role = role,
        SharedTags = JsonSerializer.Serialize(sharedTags),
        CreatedAt = now.ToUnixTimeMilliseconds(),
    };
}
