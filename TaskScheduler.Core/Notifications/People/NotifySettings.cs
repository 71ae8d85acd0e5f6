using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>What somebody wants to find in the bell of the pages. The numbers are stored.</summary>
public enum BellChoice
{
    /// <summary>Whatever they are told.</summary>
    All = 0,

    /// <summary>Only what went wrong.</summary>
    BadOnly = 1,

    Nothing = 2,
}

/// <summary>How often somebody gets a summary of what has run. The numbers are stored.</summary>
public enum SummaryChoice
{
    None = 0,

    /// <summary>Each day, of the day before.</summary>
    Daily = 1,

    /// <summary>Each Monday, of the week before.</summary>
    Weekly = 2,
}

/// <summary>How one person with an account wants to be told.</summary>
public sealed record NotifySettings
{
    /// <summary>Of those who have said nothing.</summary>
    public static NotifySettings Unsaid { get; } = new();

    /// <summary>IANA name; null when they have not said, and UTC is used.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether they get alerts by e-mail.</summary>
    public bool MailAlerts { get; init; } = true;

    public BellChoice Bell { get; init; }

    /// <summary>Null when every hour is as good as any other.</summary>
    public QuietHours? QuietHours { get; init; }

    public SummaryChoice Summary { get; init; }

    /// <summary>The time of day at which a summary is made, in their zone.</summary>
    public TimeOnly SummaryAt { get; init; } = new(8, 0);

    /// <summary>The zone in which their times of day are meant.</summary>
    public TimeZoneInfo Zone => ZoneNames.Find(TimeZone ?? ZoneNames.Default);

    public bool Lists(TellingLevel level) => Bell == BellChoice.All || (Bell == BellChoice.BadOnly && level == TellingLevel.Bad);

    /// <summary>When the quiet hours end that an instant lies in; null when it lies in none.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset now) => QuietHours?.EndOf(now, Zone);
}

/// <summary>Hours of each day in which somebody does not want to be disturbed; they may reach over midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>When they end, if an instant lies in them; null if it does not.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = WallClock.DayOf(now, zone);
        // Those that began yesterday may still go on. Between two instants, so that it is clear what a night is in which clocks change.
        foreach (var day in (ReadOnlySpan<DateOnly>)[today.AddDays(-1), today])
        {
            var begin = WallClock.First(day, From, zone);
            var end = WallClock.First(From < To ? day : day.AddDays(1), To, zone);
            if (begin <= now && now < end)
                return end;
        }

        return null;
    }
}
