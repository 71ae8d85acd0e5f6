using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Templates;

/// <summary>Reads what stands between the braces of a placeholder.</summary>
internal static partial class PlaceholderText
{
    public const string Known = "now, due, run.id, run.attempt, task.id, task.title, task.userEmail, input, input.name and secret:NAME";

    private const int LongestShown = 60;

    private static readonly Dictionary<string, PlaceholderKind> plain = new(StringComparer.Ordinal)
    {
        ["run.id"] = PlaceholderKind.RunId,
        ["run.attempt"] = PlaceholderKind.Attempt,
        ["task.id"] = PlaceholderKind.TaskId,
        ["task.title"] = PlaceholderKind.TaskTitle,
        ["task.userEmail"] = PlaceholderKind.TaskUserEmail,
        ["input"] = PlaceholderKind.Input,
    };

    private static readonly Dictionary<string, PlaceholderEncoding> encodings = new(StringComparer.Ordinal)
    {
        ["json"] = PlaceholderEncoding.Json,
        ["url"] = PlaceholderEncoding.Url,
        ["html"] = PlaceholderEncoding.Html,
        ["base64"] = PlaceholderEncoding.Base64,
    };

    public static Placeholder? Read(string text, out string? fault)
    {
        var pieces = text.Split('|');
        var (value, otherwise) = pieces[0].IndexOf("??", StringComparison.Ordinal) is >= 0 and var at ? (pieces[0][..at].Trim(), pieces[0][(at + 2)..].Trim()) : (pieces[0].Trim(), null);
        var read = Value(value, text.Trim(), out fault);
        if (read is null)
        {
            fault ??= $"'{{{{{Shown(text)}}}}}' is no placeholder. There are {Known}.";
            return null;
        }

        read = read with { Otherwise = otherwise };
        foreach (var option in pieces.Skip(1).Select(option => option.Trim()))
        {
            if ((read.Kind is PlaceholderKind.Now or PlaceholderKind.Due ? OfInstant(read, option, out fault) : OfText(read, option, out fault)) is not { } more)
                return null;
            read = more;
        }

        return read.Format.ZoneName is null || InstantStep.FitIn(read.Steps, read.Format.Zone) ? read : Refused(out fault, $"'{{{{{Shown(text)}}}}}' leads out of the calendar.");
    }

    private static Placeholder? Value(string value, string text, out string? fault)
    {
        fault = null;
        if (plain.TryGetValue(value, out var kind))
            return new(text, kind);
        if (InputPath().Match(value) is { Success: true } input)
            return new(text, PlaceholderKind.Input) { Name = input.Groups["path"].Value };
        if (SecretName().Match(value) is { Success: true } secret)
            return new(text, PlaceholderKind.Secret) { Name = secret.Groups["name"].Value };
        if (Instant().Match(value) is not { Success: true } instant)
            return null;
        if (InstantStep.Read(instant.Groups["steps"].Value) is not { } steps)
            return Refused(out fault, $"'{Shown(instant.Groups["steps"].Value.Trim())}' is no way from one instant to another. Write for example '+ 1d', '- 2h30m', '+ P1M' or 'start-of-month'.");
        if (!InstantStep.FitIn(steps, TimeZoneInfo.Utc))
            return Refused(out fault, $"'{{{{{Shown(text)}}}}}' leads out of the calendar.");
        return new(text, instant.Groups["name"].Value == "now" ? PlaceholderKind.Now : PlaceholderKind.Due) { Steps = steps };
    }

    private static Placeholder? OfInstant(Placeholder read, string option, out string? fault)
    {
        fault = null;
        return read.Format.With(option) is { } format
            ? read with { Format = format }
            : Refused(out fault, $"'{Shown(option)}' is neither a format nor a time zone. A format is made of yyyy, MM, dd, HH, mm and ss, or is 'unix'; a time zone has a name such as Europe/Berlin.");
    }

    private static Placeholder? OfText(Placeholder read, string option, out string? fault)
    {
        fault = null;
        return encodings.TryGetValue(option, out var encoding)
            ? read with { Encoding = encoding }
            : Refused(out fault, $"'{Shown(option)}' is no way to write a text. There are {English.List([.. encodings.Keys])}.");
    }

    private static Placeholder? Refused(out string? fault, string why)
    {
        fault = why;
        return null;
    }

    private static string Shown(string text) => Excerpt.Of(text, LongestShown);

    [GeneratedRegex(@"^input\.(?<path>[A-Za-z0-9_\-]{1,100}(\.[A-Za-z0-9_\-]{1,100}){0,20})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InputPath();

    [GeneratedRegex(@"^secret:\s{0,9}(?<name>[A-Za-z][A-Za-z0-9_.\-]{0,63})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?<name>now|due)(?<steps>[ \t+\-].{0,200})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();
}
