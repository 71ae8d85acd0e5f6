namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>Rules in words for people.</summary>
public static class RetentionWords
{
    /// <summary>What a kind is called, in the plural.</summary>
    public static string Of(RetentionKind kind) => kind switch
    {
        RetentionKind.Succeeded => "Succeeded runs",
        RetentionKind.Failed => "Failed runs",
        RetentionKind.TimedOut => "Timed out runs",
        RetentionKind.Cancelled => "Cancelled runs",
        RetentionKind.Skipped => "Skipped runs",
        RetentionKind.Missed => "Missed runs",
        RetentionKind.DeadLettered => "Dead letters",
        RetentionKind.Messages => "Messages that have left",
        RetentionKind.Incidents => "Incidents that are over",
        RetentionKind.AuditEntries => "Audit entries",
        _ => "Earlier versions of tasks",
    };

    /// <summary>How many of each kind, as "1,200 succeeded runs and 3 dead letters"; "nothing" when there are none.</summary>
    public static string Of(IReadOnlyDictionary<RetentionKind, long> counts)
    {
        var parts = counts.Where(count => count.Value > 0).OrderBy(count => count.Key).Select(count => $"{count.Value:N0} {Lower(Of(count.Key))}").ToList();
        return parts.Count switch { 0 => "nothing", 1 => parts[0], _ => $"{string.Join(", ", parts[..^1])} and {parts[^1]}" };
    }

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
