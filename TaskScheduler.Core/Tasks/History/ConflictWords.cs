using System.Globalization;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>Tells the second of two editors what happened to the task meanwhile.</summary>
public static class ConflictWords
{
    /// <param name="since">The versions made since the one that was edited, newest first.</param>
    public static string Of(IReadOnlyList<TaskVersion> since, int current, int edited, DateTimeOffset now)
    {
        var told = since.Count > 0 ? $"{Told(since, now)} " : "";
        return $"{told}The task has version {current} now, and you meant version {edited}. Read it again, then make your change.";
    }

    /// <summary>As "Kim changed the schedule and the title 2 minutes ago.".</summary>
    public static string Told(IReadOnlyList<TaskVersion> since, DateTimeOffset now) => string.Join(' ', since
        .GroupBy(version => version.By, StringComparer.Ordinal)
        .Select(versions => $"{versions.Key ?? "Somebody"} {Done([.. versions.Reverse().SelectMany(version => version.Changes ?? [])])}{(versions.First().At is { } at ? $" {Ago(at, now)}" : "")}."));

    /// <summary>As "changed the schedule and the title and set it inactive".</summary>
    public static string Done(IReadOnlyList<FieldChange> changes)
    {
        var fields = changes.Select(change => change.Field).Where(field => field != "active").Distinct(StringComparer.Ordinal).ToList();
        var activity = changes.LastOrDefault(change => change.Field == "active") is { After: { } active } ? $"set it {(active.GetValue<bool>() ? "active" : "inactive")}" : null;
        return (fields.Count, activity) switch
        {
            (0, null) => "saved it without a change",
            (0, _) => activity,
            (_, null) => $"changed {FieldWords.Sentence(fields)}",
            _ => $"changed {FieldWords.Sentence(fields)} and {activity}",
        };
    }

    private static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } ago => $"{English.Count((long)ago.TotalMinutes, "minute")} ago",
        { TotalDays: < 1 } ago => $"{English.Count((long)ago.TotalHours, "hour")} ago",
        _ => string.Create(CultureInfo.InvariantCulture, $"on {at.ToUniversalTime():d MMM yyyy 'at' HH:mm} UTC"),
    };
}
