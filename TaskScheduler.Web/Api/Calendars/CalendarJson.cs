using TaskScheduler.Core.Notifications.Feeds;

namespace TaskScheduler.Web.Api.Calendars;

/// <summary>What there is to know of the secret address of a calendar; never the address itself.</summary>
/// <param name="Scope">own, tag or all.</param>
/// <param name="Tag">Null unless the scope is tag.</param>
/// <param name="LastUsedAt">When it was last read, true to an hour; null while it was not.</param>
public sealed record CalendarJson(Guid Id, string Scope, string? Tag, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static CalendarJson Of(CalendarFeed feed) => new(feed.Id, feed.Scope.ToString().ToLowerInvariant(), feed.Tag, feed.CreatedAt.ToUniversalTime(), feed.LastUsedAt?.ToUniversalTime());
}

/// <summary>A calendar address to be made.</summary>
/// <param name="Scope">own (your tasks and those shared with you), tag, or all (administrators).</param>
/// <param name="Tag">Which tag, when the scope is tag.</param>
public sealed record NewCalendarRequestJson(string Scope, string? Tag = null);

/// <summary>A calendar address that was just made.</summary>
/// <param name="Address">What a calendar program subscribes to. It is shown this once; whoever has it can read the calendar.</param>
public sealed record NewCalendarJson(CalendarJson Calendar, string Address)
{
    // A record would say its address wherever it is written to a log.
    public override string ToString() => $"The address of calendar {Calendar.Id}";
}
