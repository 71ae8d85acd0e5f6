using System.Globalization;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Reports;

/// <summary>A span of time that a report is about, in a time zone.</summary>
/// <param name="From">The first instant of it.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To, string TimeZone)
{
    public const string Today = "today";
    public const string Yesterday = "yesterday";
    public const string LastSevenDays = "last-7-days";

    /// <summary>Today and the six days before.</summary>
    public const string PastSevenDays = "past-7-days";

    public const string LastWeek = "last-week";
    public const string LastMonth = "last-month";
    public const string Custom = "custom";

    /// <summary>A year, and some days so that one can be held against the same days of the last.</summary>
    private const int LongestDays = 400;

    private const int DaysOfWeek = 7;
    private const string Date = "yyyy-MM-dd";

    /// <summary>The periods that can be chosen by name, and the one that is given by its ends.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Today, PastSevenDays, Yesterday, LastSevenDays, LastWeek, LastMonth, Custom];

    /// <summary>As "Sat 21 Nov 2026" or "Mon 16 Nov 2026 to Sun 22 Nov 2026".</summary>
    public string Words
    {
        get
        {
            var zone = ZoneNames.Find(TimeZone);
            var (from, to) = (TimeZoneInfo.ConvertTime(From, zone), TimeZoneInfo.ConvertTime(To, zone));
            if (from.TimeOfDay != TimeSpan.Zero || to.TimeOfDay != TimeSpan.Zero)
                return string.Create(CultureInfo.InvariantCulture, $"{from:ddd d MMM yyyy HH:mm} to {to:ddd d MMM yyyy HH:mm}");
            var last = to.AddDays(-1);
            return from.Date == last.Date
                ? string.Create(CultureInfo.InvariantCulture, $"{from:ddd d MMM yyyy}")
                : string.Create(CultureInfo.InvariantCulture, $"{from:ddd d MMM yyyy} to {last:ddd d MMM yyyy}");
        }
    }

    /// <summary>Reads a period as it is written.</summary>
    /// <param name="choice">One of <see cref="Choices"/>; absent, it is <c>custom</c> when there is an end, else <c>yesterday</c>.</param>
    /// <param name="from">A day (2026-11-01) or an instant with offset.</param>
    /// <param name="to">A day, which is the last one of the period, or an instant, which is the first one after it.</param>
    /// <param name="timeZone">Absent, it is UTC.</param>
    public static Result<ReportPeriod> Read(string? choice, string? from, string? to, string? timeZone, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        var zone = ReadZone(timeZone, faults);
        var chosen = string.IsNullOrWhiteSpace(choice) ? string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to) ? Yesterday : Custom : choice.Trim();
        if (!Choices.Contains(chosen, StringComparer.Ordinal))
            faults.Add(new("period", $"'{chosen}' is no period; write one of {English.List(Choices, "or")}."));
        if (faults.Count > 0)
            return Result<ReportPeriod>.Invalid(faults);
        return chosen == Custom ? Between(from, to, zone) : Named(chosen, zone, now);
    }

    private static ReportPeriod Named(string choice, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + DaysOfWeek - (int)DayOfWeek.Monday) % DaysOfWeek));
        var first = today.AddDays(1 - today.Day);
        var (start, end) = choice switch
        {
            Today => (today, today.AddDays(1)),
            PastSevenDays => (today.AddDays(1 - DaysOfWeek), today.AddDays(1)),
            LastSevenDays => (today.AddDays(-DaysOfWeek), today),
            LastWeek => (monday.AddDays(-DaysOfWeek), monday),
            LastMonth => (first.AddMonths(-1), first),
            _ => (today.AddDays(-1), today),
        };
        return new(StartOf(start, zone), StartOf(end, zone), zone.Id);
    }

    private static Result<ReportPeriod> Between(string? from, string? to, TimeZoneInfo zone)
    {
        var faults = new List<Fault>();
        var start = ReadEnd("from", from, zone, 0, faults);
        var end = ReadEnd("to", to, zone, 1, faults);
        if (faults.Count == 0 && end <= start)
            faults.Add(new("to", "The end has to come after the beginning."));
        else if (faults.Count == 0 && end - start > TimeSpan.FromDays(LongestDays))
            faults.Add(new("to", $"A report is about at most {LongestDays} days."));
        return faults.Count > 0 ? Result<ReportPeriod>.Invalid(faults) : new ReportPeriod(start, end, zone.Id);
    }

    private static DateTimeOffset ReadEnd(string field, string? text, TimeZoneInfo zone, int daysAfter, List<Fault> faults)
    {
        var written = text?.Trim() ?? "";
        if (DateOnly.TryParseExact(written, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
            return StartOf(day.AddDays(daysAfter), zone);
        if (IsoText.TryReadInstant(written, out var instant))
            return instant.ToUniversalTime();
        faults.Add(new(field, written.Length == 0 ? "Write a day, as 2026-11-01." : $"'{written}' is neither a day, as 2026-11-01, nor an instant with offset, as 2026-11-01T09:00:00Z."));
        return default;
    }

    private static TimeZoneInfo ReadZone(string? text, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return TimeZoneInfo.Utc;
        if (ZoneNames.TryRead(text.Trim(), out var name))
            return ZoneNames.Find(name);
        faults.Add(new("timeZone", $"'{text.Trim()}' is no time zone; write a name such as Europe/Berlin or UTC."));
        return TimeZoneInfo.Utc;
    }

    // Where clocks go forward at midnight a day begins later; where they go back over it, with the first of the two.
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
