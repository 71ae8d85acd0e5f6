using System.Globalization;
using System.Text.RegularExpressions;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>A line as it was read, with the task that it says; null when it says none.</summary>
internal sealed record ReadLine(CrontabLine Report, DefinitionEntry? Entry);

/// <summary>
/// Reads a crontab as Vixie cron and cronie do (crontab(5)). Every line that is neither empty nor a comment is in the result:
/// nothing is dropped in silence.
/// </summary>
internal sealed partial class CrontabReader(TaskTypeCatalog types, CrontabOptions options)
{
    private const int LongestTitle = 100;

    private readonly HashSet<string> titles = new(StringComparer.Ordinal);
    private string timeZone = options.TimeZone;
    private string? userEmail;
    private string? comment;

    public static IReadOnlyList<ReadLine> Read(string text, TaskTypeCatalog types, CrontabOptions options)
    {
        var reader = new CrontabReader(types, options);
        return [.. text.TrimStart('\uFEFF').Split('\n').Select((line, index) => reader.Line(index + 1, line.TrimEnd('\r').Trim())).OfType<ReadLine>()];
    }

    private ReadLine? Line(int number, string text)
    {
        if (text.Length == 0 || text[0] == '#')
        {
            comment = TitleIn(text);
            return null;
        }

        var above = comment;
        comment = null;
        if (Assignment().Match(text) is { Success: true } assignment)
            return new(new(number, text, CrontabOutcome.Setting, [Set(assignment.Groups["name"].Value, assignment.Groups["value"].Value)]), null);
        var split = CrontabSchedule.Split(text);
        if (split.WhyNot is not null)
            return NotMapped(number, text, split.WhyNot);
        var command = split.Command;
        if (options.WithUser)
        {
            if (UserAndCommand().Match(command) is not { Success: true } parts)
                return NotMapped(number, text, "It has no user and command after its schedule. In a crontab of a single user there is no user column: read it as one.");
            command = parts.Groups["command"].Value;
        }

        return command.Length == 0 ? NotMapped(number, text, "It has no command after its schedule.") : Task(number, text, split.Cron, command, above);
    }

    private ReadLine Task(int number, string text, string cron, string command, string? above)
    {
        var call = CommandCall.Read(command, types);
        if (call.WhyNot is not null)
            return NotMapped(number, text, call.WhyNot);
        var title = Unused(above ?? call.Title);
        var draft = new TaskDraft
        {
            Title = title,
            Description = string.Create(CultureInfo.InvariantCulture, $"From line {number} of a crontab."),
            Type = call.Type,
            Payload = call.Payload,
            Schedule = new() { Kind = "cron", Cron = cron, TimeZone = timeZone },
            UserEmail = userEmail,
            Tags = options.Tags,
            TimeLimit = call.TimeLimit is { } limit ? IsoText.Of(limit) : null,
        };
        var place = string.Create(CultureInfo.InvariantCulture, $"line {number}");
        var outcome = call.Remarks.Count == 0 ? CrontabOutcome.Mapped : CrontabOutcome.MappedWithRemark;
        return new(new(number, text, outcome, call.Remarks, title), new(place, number, draft));
    }

    private string Set(string name, string written)
    {
        var value = written.Length > 1 && written[0] is '"' or '\'' && written[^1] == written[0] ? written[1..^1] : written;
        switch (name)
        {
            case "CRON_TZ":
                timeZone = value.Length == 0 ? options.TimeZone : value;
                return $"The lines after it are due by the clock of {timeZone}.";
            case "MAILTO":
                var address = value.Split(',')[0].Trim();
                userEmail = address.Contains('@', StringComparison.Ordinal) && MailAddressRule.FaultOf(address) is null ? address : null;
                return userEmail is null ? "Nobody is told about the tasks after it: this names no e-mail address." : $"The tasks after it have the e-mail address {userEmail}.";
            case "TZ":
                return "It is for commands alone: cron is due by its own clock, unless CRON_TZ says another.";
            default:
                return "It is for commands alone; an HTTP request has no such settings.";
        }
    }

    // Two lines may do the same at different times; a title that means one task keeps them apart at the next import too.
    private string Unused(string title)
    {
        var unused = title;
        for (var number = 2; !titles.Add(unused); number++)
            unused = string.Create(CultureInfo.InvariantCulture, $"{title} ({number})");
        return unused;
    }

    private static ReadLine NotMapped(int number, string text, string why) => new(new(number, text, CrontabOutcome.NotMapped, [why]), null);

    // A comment right above an entry says what it is for, unless it is an entry put aside or the names of the columns.
    private static string? TitleIn(string text)
    {
        var words = text.TrimStart('#', ' ', '\t').TrimEnd('#', ' ', '\t', ':', '-', '=');
        return words.Length is >= 3 and <= LongestTitle && char.IsLetter(words[0]) && !words.Any(char.IsControl) && !ColumnNames().IsMatch(words) ? words : null;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*|""[A-Za-z_][A-Za-z0-9_]*"")\s*=\s*(?<value>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?<user>\S+)\s+(?<command>\S.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserAndCommand();

    [GeneratedRegex(@"^(m|min|minute)\s+(h|hour)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnNames();
}
