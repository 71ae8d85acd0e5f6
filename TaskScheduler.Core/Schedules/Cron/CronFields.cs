using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>The numbers a cron field names.</summary>
/// <param name="Open">Written as <c>*</c> or <c>?</c>.</param>
/// <param name="Values">Ascending, no number twice.</param>
/// <param name="Complete">Whether they are all numbers of the field.</param>
internal sealed record NumberField(bool Open, IReadOnlyList<int> Values, bool Complete)
{
    /// <summary>The only value, when there is just one.</summary>
    public int? Single => Values.Count == 1 ? Values[0] : null;

    /// <summary>n when the values are 0, n, 2n … and go round the field without a shorter step at its end; else null.</summary>
    public int? EvenStep(int size) =>
        Values.Count > 1 && Values[0] == 0 && size % Values.Count == 0 && Values.Select((value, index) => value == index * (size / Values.Count)).All(fits => fits)
            ? size / Values.Count
            : null;
}

/// <summary>An entry of the day-of-month field that is no number.</summary>
/// <param name="FromLast">Counts back from the last day of the month by <paramref name="Day"/>; else Day is a day of the month.</param>
/// <param name="NearestWeekday">Moved to the nearest day from Monday to Friday of the same month.</param>
internal sealed record SpecialDay(bool FromLast, int Day, bool NearestWeekday);

/// <summary>The weekday field when it counts inside the month.</summary>
/// <param name="Day">1 is Sunday.</param>
/// <param name="Nth">1 to 5; null for the last one.</param>
internal sealed record WeekdayOfMonth(int Day, int? Nth);

/// <summary>What a cron expression names, read from Quartz's own spelling of it.</summary>
internal sealed record CronFields(NumberField Seconds, NumberField Minutes, NumberField Hours, NumberField Days, NumberField Months, NumberField Weekdays)
{
    internal static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    internal static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly NumberField none = new(Open: false, [], Complete: false);

    /// <summary>Special entries of the day-of-month field, besides <see cref="Days"/>.</summary>
    public IReadOnlyList<SpecialDay> SpecialDays { get; private init; } = [];

    /// <summary>Set when the weekday field counts inside the month; <see cref="Weekdays"/> is empty then.</summary>
    public WeekdayOfMonth? WeekdayOfMonth { get; private init; }

    /// <summary>Null when every year.</summary>
    public NumberField? Years { get; private init; }

    public bool NamesDays => !Days.Open;

    public bool NamesWeekdays => !Weekdays.Open;

    /// <summary>False for the rare spellings that are not read here.</summary>
    public static bool TryRead(string quartzCron, [NotNullWhen(true)] out CronFields? fields)
    {
        fields = null;
        var texts = CronText.Fields(quartzCron);
        if (texts.Length is < 6 or > 7
            || Numbers(texts[0], 0, 59) is not { } seconds
            || Numbers(texts[1], 0, 59) is not { } minutes
            || Numbers(texts[2], 0, 23) is not { } hours
            || Numbers(texts[4], 1, 12, MonthNames) is not { } months
            || !TryReadDays(texts[3], out var days, out var specialDays)
            || !TryReadWeekdays(texts[5], out var weekdays, out var weekdayOfMonth))
            return false;

        var years = texts.Length == 7 ? Numbers(texts[6], 1970, 2199) : null;
        if (texts.Length == 7 && years is null)
            return false;
        fields = new(seconds, minutes, hours, days, months, weekdays)
        {
            SpecialDays = specialDays,
            WeekdayOfMonth = weekdayOfMonth,
            Years = years is { Complete: true } ? null : years,
        };
        return true;
    }

    private static bool TryReadDays(string text, [NotNullWhen(true)] out NumberField? days, out IReadOnlyList<SpecialDay> special)
    {
        var entries = text.Split(',');
        var plain = entries.Where(entry => entry.IndexOfAny(['L', 'W']) < 0).ToList();
        var read = entries.Except(plain, StringComparer.Ordinal).Select(ReadSpecialDay).ToList();
        special = read.OfType<SpecialDay>().ToList();
        days = read.Contains(null) ? null : plain.Count == 0 ? none : Numbers(string.Join(',', plain), 1, 31);
        // A list may not mix * with others, which Numbers sees only among the plain ones.
        if (days is { Open: true } && special.Count > 0)
            days = null;
        return days is not null;
    }

    /// <summary>Reads <c>L</c>, <c>L-3</c>, <c>LW</c>, <c>L-3W</c> and <c>15W</c>; null for what is more unusual.</summary>
    private static SpecialDay? ReadSpecialDay(string entry)
    {
        var nearest = entry.EndsWith('W');
        var rest = nearest ? entry[..^1] : entry;
        if (rest == "L")
            return new(FromLast: true, 0, nearest);
        if (rest.StartsWith("L-", StringComparison.Ordinal))
            return Number(rest[2..], 0, 27, []) is { } back ? new(FromLast: true, back, nearest) : null;
        return nearest && Number(rest, 1, 28, []) is { } day ? new(FromLast: false, day, nearest) : null;
    }

    private static bool TryReadWeekdays(string text, [NotNullWhen(true)] out NumberField? weekdays, out WeekdayOfMonth? ofMonth)
    {
        ofMonth = null;
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (text == "L")
            weekdays = new(Open: false, [7], Complete: false);
        else if (hash > 0 && Number(text[..hash], 1, 7, DayNames) is { } day && Number(text[(hash + 1)..], 1, 5, []) is { } nth)
            (weekdays, ofMonth) = (none, new(day, nth));
        else if (text.EndsWith('L') && Number(text[..^1], 1, 7, DayNames) is { } last)
            (weekdays, ofMonth) = (none, new(last, null));
        else
            weekdays = Numbers(text, 1, 7, DayNames);
        return weekdays is not null;
    }

    private static NumberField? Numbers(string text, int min, int max, params string[] names)
    {
        if (text is "*" or "?")
            return new(Open: true, [.. Enumerable.Range(min, max - min + 1)], Complete: true);
        var values = new SortedSet<int>();
        foreach (var entry in text.Split(','))
        {
            if (entry is "*" or "?" || !AddEntry(values, entry, min, max, names))
                return null;
        }
        return new(Open: false, [.. values], values.Count == max - min + 1);
    }

    private static bool AddEntry(SortedSet<int> values, string entry, int min, int max, string[] names)
    {
        var (body, stepText) = Cut(entry, '/');
        var (firstText, lastText) = Cut(body, '-');
        var step = stepText is null ? 1 : Number(stepText, 1, max, []);
        var first = firstText == "*" ? min : Number(firstText, min, max, names);
        var last = lastText is not null ? Number(lastText, min, max, names)
            : firstText == "*" || stepText is not null ? max
            : first;
        if (step is null || first is null || last is null)
            return false;

        var size = max - min + 1;
        // A range whose end lies before its start goes round the end of the field.
        var end = last < first ? last + size : last;
        for (var value = first.Value; value <= end; value += step.Value)
            values.Add(((value - min) % size) + min);
        return true;
    }

    private static (string Head, string? Tail) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private static int? Number(string text, int min, int max, string[] names)
    {
        var name = Array.IndexOf(names, text);
        if (name >= 0)
            return name + 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;
    }
}
