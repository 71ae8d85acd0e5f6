using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Parts;

/// <summary>Roles and browsers in words.</summary>
public static class AccountWords
{
    public static string Of(Role role) => role switch
    {
        Role.Administrator => "Administrator",
        Role.Operator => "Operator",
        _ => "Viewer",
    };

    public static string Meaning(Role role) => role switch
    {
        Role.Administrator => "Changes every task, and accounts and settings.",
        Role.Operator => "Creates tasks; changes and runs their own and those shared with them by a tag.",
        _ => "Sees everything, changes nothing.",
    };

    /// <summary>Browser and system of a session, as far as it says them.</summary>
    public static string Browser(string? userAgent)
    {
        var agent = userAgent ?? "";
        var browser = agent.Contains("Edg/", StringComparison.Ordinal) ? "Edge"
            : agent.Contains("Firefox/", StringComparison.Ordinal) ? "Firefox"
            : agent.Contains("Chrome/", StringComparison.Ordinal) ? "Chrome"
            : agent.Contains("Safari/", StringComparison.Ordinal) ? "Safari"
            : "A browser";
        var system = agent.Contains("Android", StringComparison.Ordinal) ? "Android"
            : agent.Contains("iPhone", StringComparison.Ordinal) || agent.Contains("iPad", StringComparison.Ordinal) ? "iOS"
            : agent.Contains("Windows", StringComparison.Ordinal) ? "Windows"
            : agent.Contains("Mac OS X", StringComparison.Ordinal) ? "macOS"
            : agent.Contains("Linux", StringComparison.Ordinal) ? "Linux"
            : null;
        return system is null ? browser : $"{browser} on {system}";
    }
}
