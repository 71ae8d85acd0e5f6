using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>The schedule at the beginning of an entry, as five cron fields, and the command after it.</summary>
/// <param name="WhyNot">Why no task can be due like that; null when it can.</param>
internal sealed partial record CrontabSchedule(string Cron, string Command, string? WhyNot)
{
    private static readonly Dictionary<string, string> macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    public static CrontabSchedule Split(string entry)
    {
        if (entry[0] == '@')
            return OfMacro(entry);
        // A hyphen before the minute keeps cronie from logging the start.
        if (Entry().Match(entry) is not { Success: true } match)
            return No("This is neither an entry (five fields of a schedule, then a command) nor a setting (NAME=value).");
        var fields = Enumerable.Range(1, 5).Select(number => match.Groups["f" + number].Value is "*/1" or "?" ? "*" : match.Groups["f" + number].Value).ToArray();
        return new(string.Join(' ', fields), match.Groups["command"].Value, WhyNotOf(fields));
    }

    private static CrontabSchedule OfMacro(string entry)
    {
        var parts = entry.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (parts[0].Equals("@reboot", StringComparison.OrdinalIgnoreCase))
            return No("@reboot is due when the machine starts; a task is due at times. Let the system's own service manager start it.");
        return macros.TryGetValue(parts[0], out var cron)
            ? new(cron, parts.Length > 1 ? parts[1] : "", null)
            : No($"{parts[0]} is not known; known are {English.List([.. macros.Keys, "@reboot"])}.");
    }

    private static string? WhyNotOf(string[] fields)
    {
        if (Array.Find(fields, field => field.Contains('~', StringComparison.Ordinal)) is { } random)
            return $"{random} is a time at random, which tasks don't have; choose one.";
        // crontab(5): with days and weekdays both restricted, an entry is due when either matches, as it is here. But a field
        // that begins with * is not restricted to crontabs: then both have to match, and that no task can say.
        return fields[2] != "*" && fields[4] != "*" && (fields[2][0] == '*' || fields[4][0] == '*')
            ? $"It is due on days that match both {fields[2]} and {fields[4]}, because one of them begins with *; a task that names days and weekdays is due when either matches. Choose one of the two, or write the days out."
            : null;
    }

    private static CrontabSchedule No(string whyNot) => new("", "", whyNot);

    [GeneratedRegex(@"^-?(?<f1>[0-9*][^\s=]*)\s+(?<f2>\S+)\s+(?<f3>\S+)\s+(?<f4>\S+)\s+(?<f5>\S+)(\s+(?<command>.*))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
