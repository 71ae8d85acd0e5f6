namespace TaskScheduler.Core.Access;

/// <summary>Somebody who may sign in. What belongs to signing in itself is the web's and not read here.</summary>
public sealed class AccountRow
{
    public Guid Id { get; set; }

    public required string Email { get; set; }

    public Role Role { get; set; }

    /// <summary>JSON array of strings.</summary>
    public required string SharedTags { get; set; }

    public bool Disabled { get; set; }

    public bool TwoFactorEnabled { get; set; }

    public long? LockoutEnd { get; set; }

    public long CreatedAt { get; set; }
}

/// <summary>One browser in which somebody is signed in.</summary>
public sealed class SessionRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public long CreatedAt { get; set; }

    public long LastSeenAt { get; set; }

    public string? FromAddress { get; set; }

    public string? UserAgent { get; set; }
}

/// <summary>A token; its secret is not kept, only what recognizes it.</summary>
public sealed class ApiTokenRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, which is random enough that nothing slower is needed.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The first characters of the secret, for a person to tell tokens apart.</summary>
    public required string Hint { get; set; }

    public Rights Rights { get; set; }

    public long CreatedAt { get; set; }

    public long? ExpiresAt { get; set; }

    public long? LastUsedAt { get; set; }

    public long? RevokedAt { get; set; }
}
