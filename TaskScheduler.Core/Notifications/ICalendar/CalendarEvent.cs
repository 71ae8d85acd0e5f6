namespace TaskScheduler.Core.Notifications.ICalendar;

/// <summary>An entry of a calendar (VEVENT, RFC 5545 §3.6.1).</summary>
/// <param name="Uid">Says over all its versions that it is the same one.</param>
/// <param name="Stamp">When this version of it was made.</param>
/// <param name="Summary">Its title.</param>
internal sealed record CalendarEvent(string Uid, DateTimeOffset Stamp, DateTimeOffset Start, DateTimeOffset End, string Summary)
{
    /// <summary>IANA name of the zone in which it is said; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>RFC 5545 §3.3.10; null when it is there once.</summary>
    public string? Rule { get; init; }

    /// <summary>Grows with each version that is sent; null where nobody counts them.</summary>
    public int? Sequence { get; init; }

    public string Description { get; init; } = "";

    public string? Url { get; init; }

    /// <summary>Mail address of who invites; null when nobody does.</summary>
    public string? Organizer { get; init; }

    /// <summary>Mail address of who is invited; null when nobody is.</summary>
    public string? Attendee { get; init; }

    public bool Cancelled { get; init; }

    /// <summary>How long before its start a reminder is shown; null for none.</summary>
    public TimeSpan? Alarm { get; init; }
}

/// <summary>A calendar as it is sent or read as a whole.</summary>
/// <param name="Method">What its reader is to do with it (RFC 5546 §1.4), as <c>REQUEST</c>.</param>
internal sealed record CalendarObject(string Method, IReadOnlyList<CalendarEvent> Events)
{
    /// <summary>What a program that subscribes to it calls it; null when nobody does.</summary>
    public string? Name { get; init; }

    /// <summary>How long a program that subscribes to it may wait before it looks again; null when nobody does.</summary>
    public TimeSpan? RefreshAfter { get; init; }
}
