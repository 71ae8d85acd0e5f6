namespace TaskScheduler.Core.Access;

/// <summary>What an account is trusted with; each role includes those before it.</summary>
public enum Role
{
    /// <summary>Sees everything, changes nothing.</summary>
    Viewer,

    /// <summary>Creates tasks, and changes and runs those of their own and those shared with them by a tag.</summary>
    Operator,

    /// <summary>Changes every task, and accounts and settings.</summary>
    Administrator,
}

/// <summary>The kinds of things that are done; a token is limited to some of them.</summary>
[Flags]
public enum Rights
{
    None = 0,

    /// <summary>See tasks, runs and types.</summary>
    Read = 1,

    /// <summary>Run tasks now; cancel and retry runs.</summary>
    Run = 2,

    /// <summary>Create, change and delete tasks.</summary>
    Write = 4,

    /// <summary>Accounts, tokens of others, the audit trail, settings.</summary>
    Administer = 8,

    All = Read | Run | Write | Administer,
}

/// <summary>Who asks for something, and what they may do at this moment.</summary>
public sealed record Actor
{
    /// <summary>The program itself, or somebody at its command line: may do everything.</summary>
    public static Actor Program { get; } = new() { Name = "TaskScheduler", Rights = Rights.All, Role = Role.Administrator };

    /// <summary>Somebody who has not signed in: may do nothing.</summary>
    public static Actor Nobody { get; } = new() { Name = "nobody" };

    /// <summary>Null when it is no account that acts.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>How others know the actor: the e-mail address of an account, with the token's name when one is used.</summary>
    public required string Name { get; init; }

    /// <summary>Where the request came from: an IP address; null when from this machine's command line or the program itself.</summary>
    public string? From { get; init; }

    public Role Role { get; init; }

    public Rights Rights { get; init; }

    /// <summary>Tasks with one of these tags are shared with the actor.</summary>
    public IReadOnlyList<string> SharedTags { get; init; } = [];

    /// <summary>Whether tasks of others are within reach; what may be done to them is said by <see cref="Rights"/>.</summary>
    public bool ReachesAll => Role == Role.Administrator;

    public bool May(Rights right) => (Rights & right) == right;

    /// <summary>Whether the actor may do this to a task with this owner and these tags.</summary>
    public bool May(Rights right, Guid? owner, IEnumerable<string> tags) =>
        May(right) && (ReachesAll || (owner is not null && owner == AccountId) || tags.Any(tag => SharedTags.Contains(tag, StringComparer.Ordinal)));

    /// <summary>The rights that come with a role.</summary>
    public static Rights RightsOf(Role role) => role switch
    {
        Role.Administrator => Rights.All,
        Role.Operator => Rights.Read | Rights.Run | Rights.Write,
        _ => Rights.Read,
    };
}

/// <summary>Says who asks, each time anew: rights may be taken away while a page is open.</summary>
public interface ICaller
{
    Actor Actor { get; }
}

/// <summary>Where nobody signs in, such as in the engine by itself, the program is the one who asks.</summary>
internal sealed class ProgramCaller : ICaller
{
    public Actor Actor => Actor.Program;
}
