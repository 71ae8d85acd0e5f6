using System.Globalization;

namespace TaskScheduler.Web.Pages.Tasks.Scheduling;

/// <summary>A cron expression that says no more than a time of day on some days, so that the simple pickers can show it.</summary>
/// <param name="Days">On these days of the week; empty means no restriction.</param>
/// <param name="MonthDay"><c>1</c> to <c>31</c> or <c>L</c> for the last; null means no restriction.</param>
public sealed record CronPattern(TimeOnly Time, IReadOnlyCollection<DayOfWeek> Days, string? MonthDay)
{
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The week as people who schedule work see it.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public string ToCron()
    {
        var clock = string.Create(CultureInfo.InvariantCulture, $"{Time.Minute} {Time.Hour}");
        if (MonthDay == "L")
            return $"0 {clock} L * ?";
        if (MonthDay is not null)
            return $"{clock} {MonthDay} * *";

        var days = Days.Count == 0 ? "*" : string.Join(',', Week.Where(Days.Contains).Select(day => DayNames[(int)day]));
        return $"{clock} * * {days}";
    }

    /// <summary>Null when the expression says more than a pattern can.</summary>
    public static CronPattern? Of(string cron)
    {
        var fields = cron.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var quartz = fields.Length is 6 or 7;
        if (fields.Length == 7 && fields[6] != "*" || quartz && fields[0] != "0" || fields.Length is < 5 or > 7)
            return null;
        if (quartz)
            fields = fields[1..6];
        if (Number(fields[0], 0, 59) is not { } minute || Number(fields[1], 0, 23) is not { } hour || fields[3] != "*")
            return null;

        var time = new TimeOnly(hour, minute);
        return (fields[2], fields[4]) switch
        {
            ("*" or "?", "*" or "?") => new(time, [], null),
            ("L", "*" or "?") when quartz => new(time, [], "L"),
            (var day, "*" or "?") => Number(day, 1, 31) is { } number ? new(time, [], number.ToString(CultureInfo.InvariantCulture)) : null,
            ("*" or "?", var days) => ReadDays(days, quartz) is { Count: > 0 } set ? new(time, set, null) : null,
            _ => null,
        };
    }

    private static HashSet<DayOfWeek>? ReadDays(string text, bool quartz)
    {
        var days = new HashSet<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Day(ends[0], quartz) is not { } first || Day(ends[^1], quartz) is not { } last)
                return null;
            for (var day = first; ; day = (day + 1) % 7)
            {
                days.Add((DayOfWeek)day);
                if (day == last)
                    break;
            }
        }
        return days;
    }

    // Crontab counts Sunday as 0 or 7, Quartz as 1.
    private static int? Day(string text, bool quartz) => Array.IndexOf(DayNames, text) switch
    {
        >= 0 and var named => named,
        _ when quartz => Number(text, 1, 7) - 1,
        _ => Number(text, 0, 7) % 7,
    };

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
