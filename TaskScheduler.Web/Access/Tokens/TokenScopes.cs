using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access.Tokens;

/// <summary>What a token can be limited to.</summary>
public static class TokenScopes
{
    /// <summary>From least to most; each includes those before it.</summary>
    public static IReadOnlyList<(string Name, Rights Rights, string Meaning)> All { get; } =
    [
        ("read", Rights.Read, "see tasks and runs"),
        ("run", Rights.Read | Rights.Run, "also run tasks, cancel and retry runs"),
        ("write", Rights.Read | Rights.Run | Rights.Write, "also create, change and delete tasks"),
        ("admin", Rights.All, "everything an administrator may"),
    ];

    public static string NameOf(Rights rights) => All.FirstOrDefault(scope => scope.Rights == rights).Name ?? rights.ToString();
}
