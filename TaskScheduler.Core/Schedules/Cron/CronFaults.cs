using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>Says in plain words what is wrong with a cron text.</summary>
internal static partial class CronFaults
{
    private static readonly string[] macros = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];

    /// <summary>What one field may hold.</summary>
    /// <param name="Names">Short names allowed besides numbers.</param>
    /// <param name="Marks">Further marks, as a pattern of one list entry; null when there are none.</param>
    private sealed record Rule(string Name, int Min, int Max, string Hint, string[] Names, Regex? Marks);

    private static readonly Rule second = new("second", 0, 59, "0 to 59", [], null);
    private static readonly Rule minute = new("minute", 0, 59, "0 to 59", [], null);
    private static readonly Rule hour = new("hour", 0, 23, "0 to 23", [], null);
    private static readonly Rule day = new("day of the month", 1, 31, "1 to 31 or L for the last day", [], DayMarks());
    private static readonly Rule month = new("month", 1, 12, "1 to 12 or JAN to DEC", CronFields.MonthNames, null);
    private static readonly Rule weekday = new("weekday", 1, 7, "1 to 7 (1 is Sunday) or SUN to SAT", CronFields.DayNames, WeekdayMarks());
    private static readonly Rule unixWeekday = weekday with { Min = 0, Hint = "0 to 7 (0 and 7 are Sunday) or SUN to SAT" };
    private static readonly Rule year = new("year", 1970, 2199, "1970 or later", [], null);

    private static readonly Rule[] unix = [minute, hour, day, month, unixWeekday];
    private static readonly Rule[] quartz = [second, minute, hour, day, month, weekday, year];

    /// <summary>The first fault; null when there is none that is known here.</summary>
    public static string? Find(string cron)
    {
        var fields = CronText.Fields(cron);
        if (cron.StartsWith('@'))
            return macros.Contains(cron, StringComparer.OrdinalIgnoreCase) ? null : $"'{cron}' is not a known short form; write {English.List(macros, "or")}.";
        if (fields.Length is < 5 or > 7)
            return $"A cron expression has 5 fields (minute, hour, day of the month, month, weekday), or 6 or 7 with the second first and the year last; this one has {fields.Length}.";
        var rules = fields.Length == 5 ? unix : quartz;
        return fields.Select((field, index) => FaultOf(field, rules[index])).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What Quartz said, for the rare text that only Quartz refuses.</summary>
    public static string Of(FormatException error)
    {
        var end = error.Message.IndexOf(". ", StringComparison.Ordinal);
        var sentence = end < 0 ? error.Message.TrimEnd('.') : error.Message[..end];
        return $"This cron expression is not understood: {sentence}.";
    }

    private static string? FaultOf(string field, Rule rule)
    {
        if (field is "*" or "?")
            return field is "?" && rule.Marks is null ? $"The {rule.Name} can't be '?'; write * for every {rule.Name}." : null;
        var entries = field.Split(',');
        if (entries.Length > 1 && entries.Any(entry => entry is "*" or "?"))
            return $"The {rule.Name} '{field}' has a * in a list; write * alone, or the list without it.";
        if (entries.Length > 1 && rule.Names == CronFields.DayNames && field.IndexOfAny(['#', 'L', 'l']) >= 0)
            return $"The {rule.Name} '{field}' has # or L in a list; such a weekday has to stand alone.";
        return entries.Select(entry => FaultOfEntry(entry, field, rule)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOfEntry(string entry, string field, Rule rule)
    {
        if (entry.Length == 0)
            return $"The {rule.Name} '{field}' has an empty entry; remove the extra comma.";
        if (rule.Marks?.IsMatch(entry) == true)
            return null;
        var shape = EntryShape().Match(entry);
        if (!shape.Success)
            return $"The {rule.Name} '{entry}' is not understood; write {rule.Hint}, * for all, a range with -, a list with commas, a step with /.";
        foreach (var value in new[] { shape.Groups["from"], shape.Groups["to"] }.Where(group => group.Success).Select(group => group.Value))
        {
            if (!IsValue(value, rule))
                return $"The {rule.Name} '{value}' is not one of {rule.Hint}.";
        }
        var step = shape.Groups["step"];
        return step.Success && !(int.TryParse(step.ValueSpan, out var by) && by >= 1 && by <= LargestStep(rule))
            ? $"The step of the {rule.Name} '{entry}' has to be 1 to {LargestStep(rule)}."
            : null;
    }

    private static int LargestStep(Rule rule) => rule == year ? 100 : rule.Max;

    private static bool IsValue(string text, Rule rule) =>
        int.TryParse(text, out var number)
            ? number >= rule.Min && number <= rule.Max
            : rule.Names.Contains(text, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(\*|(?<from>[0-9]{1,4}|[A-Za-z]{1,9})(-(?<to>[0-9]{1,4}|[A-Za-z]{1,9}))?)(/(?<step>[0-9]{1,4}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntryShape();

    [GeneratedRegex(@"^(L(-([0-9]|[12][0-9]|30))?W?|LW-([0-9]|[12][0-9]|30)|([1-9]|0[1-9]|[12][0-9]|3[01])W)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayMarks();

    [GeneratedRegex(@"^(L|([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WeekdayMarks();
}
