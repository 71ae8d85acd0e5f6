using System.Globalization;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>How somebody wants to be told, as they write it; times of day as 22:00.</summary>
public sealed record NotifySettingsDraft
{
    private const string TimeOfDay = "HH:mm";

    public string? TimeZone { get; init; }

    public bool MailAlerts { get; init; } = true;

    public BellChoice Bell { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    public SummaryChoice Summary { get; init; }

    /// <summary>Absent, it is 08:00.</summary>
    public string? SummaryAt { get; init; }

    public static NotifySettingsDraft Of(NotifySettings settings) => new()
    {
        TimeZone = settings.TimeZone,
        MailAlerts = settings.MailAlerts,
        Bell = settings.Bell,
        QuietFrom = settings.QuietHours is { } quiet ? TextOf(quiet.From) : null,
        QuietTo = settings.QuietHours is { } hours ? TextOf(hours.To) : null,
        Summary = settings.Summary,
        SummaryAt = TextOf(settings.SummaryAt),
    };

    /// <summary>As 22:00.</summary>
    public static string TextOf(TimeOnly time) => time.ToString(TimeOfDay, CultureInfo.InvariantCulture);

    /// <summary>Checks it against the rules.</summary>
    public Result<NotifySettings> Read()
    {
        var faults = new List<Fault>();
        var settings = new NotifySettings
        {
            TimeZone = ReadZone(faults),
            MailAlerts = MailAlerts,
            Bell = Bell,
            QuietHours = ReadQuietHours(faults),
            Summary = Summary,
            SummaryAt = ReadTime("summaryAt", SummaryAt, faults) ?? NotifySettings.Unsaid.SummaryAt,
        };
        return faults.Count > 0 ? Result<NotifySettings>.Invalid(faults) : settings;
    }

    private string? ReadZone(List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(TimeZone))
            return null;
        var wanted = TimeZone.Trim();
        if (ZoneNames.TryRead(wanted, out var name))
            return name;
        var near = ZoneNames.Near(wanted);
        faults.Add(new("timeZone", near.Count > 0 ? $"There is no such time zone; did you mean {English.List(near, "or")}?" : "There is no such time zone. Write a name such as Europe/Berlin or UTC."));
        return null;
    }

    private QuietHours? ReadQuietHours(List<Fault> faults)
    {
        var (from, to) = (ReadTime("quietHours.from", QuietFrom, faults), ReadTime("quietHours.to", QuietTo, faults));
        if (from is null && to is null)
            return null;
        if (from is { } begin && to is { } end && begin != end)
            return new(begin, end);
        if (faults.Exists(fault => fault.Field.StartsWith("quietHours", StringComparison.Ordinal)))
            return null;
        faults.Add(from is null ? new("quietHours.from", "Say when quiet hours begin, or leave both times empty.")
            : to is null ? new("quietHours.to", "Say when quiet hours end, or leave both times empty.")
            : new("quietHours.to", "Quiet hours have to end at another time than they begin."));
        return null;
    }

    private static TimeOnly? ReadTime(string field, string? text, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (TimeOnly.TryParseExact(text.Trim(), TimeOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        faults.Add(new(field, "Write a time of day with hours and minutes, such as 07:30."));
        return null;
    }
}
