using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Templates;

/// <summary>A way from one instant to another, by the calendar and the clock of a time zone.</summary>
public abstract partial record InstantStep
{
    // Whoever fits around these fits around every instant that a run can have in a human life.
    private static readonly DateTimeOffset[] trials = [new(2000, 1, 31, 0, 0, 0, TimeSpan.Zero), new(2200, 12, 31, 23, 59, 59, TimeSpan.Zero)];

    /// <summary>Takes apart what stands after <c>now</c> or <c>due</c>; null when it is not understood.</summary>
    public static IReadOnlyList<InstantStep>? Read(string text)
    {
        var steps = new List<InstantStep>();
        for (var at = 0; at < text.Length;)
        {
            var match = Shape().Match(text, at);
            if (!match.Success || Of(match) is not { } step)
                return string.IsNullOrWhiteSpace(text[at..]) ? steps : null;
            steps.Add(step);
            at += match.Length;
        }

        return steps;
    }

    /// <summary>Whether the steps stay within the calendar (years 1 to 9999).</summary>
    public static bool FitIn(IReadOnlyList<InstantStep> steps, TimeZoneInfo zone)
    {
        try
        {
            return Array.TrueForAll(trials, trial => steps.Aggregate(trial, (instant, step) => step.From(instant, zone)) > DateTimeOffset.MinValue);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    public abstract DateTimeOffset From(DateTimeOffset instant, TimeZoneInfo zone);

    /// <summary>The instant at which clocks of the zone show this; of two, the first or the last; where they leap over it, when they have leapt.</summary>
    protected static DateTimeOffset At(DateTime local, TimeZoneInfo zone, bool last = false)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!zone.IsAmbiguousTime(local))
            return new(local, zone.GetUtcOffset(local));
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return new(local, last ? offsets.Min() : offsets.Max());
    }

    private static InstantStep? Of(Match match)
    {
        if (match.Groups["unit"].Success)
            return new EdgeStep(match.Groups["edge"].Value == "end", match.Groups["unit"].Value);
        return MoveStep.Of(match.Groups["length"].Value) is { } move ? match.Groups["sign"].Value == "-" ? move.Back() : move : null;
    }

    [GeneratedRegex(@"\G\s{0,9}((?<sign>[+\-])\s{0,9}(?<length>[A-Za-z0-9]{2,40})|(?<edge>start|end)-of-(?<unit>hour|day|week|month|year))(?=[\s+\-]|\z)\s{0,9}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}

/// <summary>Some time later or earlier: years, months, weeks and days by the calendar, hours, minutes and seconds by the clock.</summary>
internal sealed partial record MoveStep(int Months, int Days, TimeSpan Time) : InstantStep
{
    private const int MonthsOfYear = 12;
    private const int DaysOfWeek = 7;

    /// <summary>Reads <c>1d</c>, <c>2h30m</c>, <c>1mo</c>, or an ISO 8601 duration such as <c>P1M</c> or <c>PT2H30M</c>.</summary>
    public static MoveStep? Of(string text)
    {
        var match = Iso().Match(text) is { Success: true } iso ? iso : Short().Match(text);
        return match.Success
            ? new(Number("y") * MonthsOfYear + Number("mo"), Number("w") * DaysOfWeek + Number("d"), new TimeSpan(Number("h"), Number("m"), Number("s")))
            : null;

        int Number(string unit) => match.Groups[unit].Success ? int.Parse(match.Groups[unit].Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    public MoveStep Back() => new(-Months, -Days, -Time);

    public override DateTimeOffset From(DateTimeOffset instant, TimeZoneInfo zone) =>
        (Months == 0 && Days == 0 ? instant : At(TimeZoneInfo.ConvertTime(instant, zone).DateTime.AddMonths(Months).AddDays(Days), zone)) + Time;

    [GeneratedRegex(@"^P(?=[0-9T])((?<y>[0-9]{1,5})Y)?((?<mo>[0-9]{1,5})M)?((?<w>[0-9]{1,5})W)?((?<d>[0-9]{1,5})D)?(T(?=[0-9])((?<h>[0-9]{1,5})H)?((?<m>[0-9]{1,5})M)?((?<s>[0-9]{1,5})S)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?=[0-9])((?<y>[0-9]{1,5})y)?((?<mo>[0-9]{1,5})mo)?((?<w>[0-9]{1,5})w)?((?<d>[0-9]{1,5})d)?((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,5})m)?((?<s>[0-9]{1,5})s)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();
}

/// <summary>The first or the last millisecond of the hour, day, week (from Monday, ISO 8601), month or year that an instant lies in.</summary>
internal sealed record EdgeStep(bool End, string Unit) : InstantStep
{
    public override DateTimeOffset From(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var (start, next) = Unit switch
        {
            "hour" => Span(local.Date.AddHours(local.Hour), one => one.AddHours(1)),
            "day" => Span(local.Date, one => one.AddDays(1)),
            "week" => Span(local.Date.AddDays(-((int)local.DayOfWeek + 6) % 7), one => one.AddDays(7)),
            "month" => Span(new(local.Year, local.Month, 1), one => one.AddMonths(1)),
            _ => Span(new(local.Year, 1, 1), one => one.AddYears(1)),
        };
        return End ? At(next.AddMilliseconds(-1), zone, last: true) : At(start, zone);
    }

    private static (DateTime Start, DateTime Next) Span(DateTime start, Func<DateTime, DateTime> next) => (start, next(start));
}
