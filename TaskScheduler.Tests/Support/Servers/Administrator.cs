namespace TaskScheduler.Tests.Support.Servers;

/// <summary>Whom the tests sign in as, unless a test is about somebody else.</summary>
internal static class Administrator
{
    public const string Email = "admin@example.org";
    public const string Password = "only-for-tests, and long";
    public const string Token = "ts_only-for-tests-0123456789";

    /// <summary>The settings with which a program of its own knows the administrator.</summary>
    public static IReadOnlyList<string> Arguments { get; } = [$"--TaskScheduler:Admin:Email={Email}", $"--TaskScheduler:Admin:ApiToken={Token}"];
}
