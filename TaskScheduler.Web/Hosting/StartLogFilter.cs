namespace TaskScheduler.Web.Hosting;

/// <summary>
/// Keeps the framework from logging a failed start with its stack trace; <see cref="StartBoundary"/> says it in a
/// sentence. Once started, the same categories report what goes wrong later.
/// </summary>
internal sealed class StartLogFilter
{
    private volatile bool started;

    public static IReadOnlyList<string> Categories { get; } = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    public void Start() => started = true;

    public bool Lets(LogLevel level) => level >= LogLevel.Warning && (started || level < LogLevel.Error);
}
