namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>Which tasks a calendar shows. The numbers are stored.</summary>
public enum CalendarScope
{
    /// <summary>Those of its account, and those shared with it by a tag.</summary>
    Own = 0,

    /// <summary>Those with one tag.</summary>
    Tag = 1,

    /// <summary>All, as long as its account is an administrator's; else as <see cref="Own"/>.</summary>
    All = 2,
}

/// <summary>The secret address of a calendar. The secret itself is kept nowhere.</summary>
/// <param name="Tag">Null unless the scope is a tag.</param>
/// <param name="LastUsedAt">When it was last read, true to an hour; null while it was not.</param>
public sealed record CalendarFeed(Guid Id, CalendarScope Scope, string? Tag, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>As people see it.</summary>
    public string Name => Scope switch
    {
        CalendarScope.Tag => $"Tasks tagged {Tag}",
        CalendarScope.All => "All tasks",
        _ => "My tasks",
    };
}

/// <summary>A secret address that was just made: this is the only time its secret is seen.</summary>
public sealed record NewCalendarFeed(CalendarFeed Feed, string Secret)
{
    // A record would say its secret wherever it is written to a log.
    public override string ToString() => $"The secret of calendar {Feed.Id}";
}

/// <summary>A calendar as a program reads it.</summary>
/// <param name="Text">An iCalendar object.</param>
/// <param name="Version">Another one for each other text.</param>
public sealed record CalendarContent(string Text, string Version);
