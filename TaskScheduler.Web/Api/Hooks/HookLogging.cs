namespace TaskScheduler.Web.Api.Hooks;

/// <summary>Keeps secret addresses out of the log: the server's own two lines for each request name its path.</summary>
public static class HookLogging
{
    /// <summary>The category of those lines; only a setting that names it in full turns them on.</summary>
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void KeepHooksOutOfLog(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        // A rule for one kind of log goes before those for all, so each kind that has rules needs one of its own.
        foreach (var kind in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            if (!options.Rules.Any(rule => rule.ProviderName == kind && rule.CategoryName == Requests))
                options.Rules.Add(new(kind, Requests, LogLevel.Warning, null));
    });
}
