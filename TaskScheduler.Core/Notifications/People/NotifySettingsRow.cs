using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>How somebody wants to be told, as it is stored. Times of day are minutes after midnight.</summary>
public sealed class NotifySettingsRow
{
    public Guid AccountId { get; set; }

    public string? TimeZone { get; set; }

    public bool MailAlerts { get; set; }

    public BellChoice Bell { get; set; }

    public int? QuietFrom { get; set; }

    public int? QuietTo { get; set; }

    public SummaryChoice Summary { get; set; }

    public int SummaryAt { get; set; }

    /// <summary>Unix ms: summaries that were due up to then are made.</summary>
    public long SummarizedAt { get; set; }

    /// <summary>A zone that this machine does not know (any more) counts as not said.</summary>
    internal NotifySettings Settings => new()
    {
        TimeZone = TimeZone is not null && ZoneNames.TryRead(TimeZone, out var zone) ? zone : null,
        MailAlerts = MailAlerts,
        Bell = Bell,
        QuietHours = QuietFrom is { } from && QuietTo is { } to ? new(TimeOf(from), TimeOf(to)) : null,
        Summary = Summary,
        SummaryAt = TimeOf(SummaryAt),
    };

    internal static long MinutesOf(TimeOnly time) => time.Hour * 60 + time.Minute;

    private static TimeOnly TimeOf(int minutes) => new(minutes / 60, minutes % 60);
}
