using System.Globalization;
using System.Text.RegularExpressions;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Web.Pages.Tasks.Execution;

/// <summary>When failed runs are tried again, while somebody picks it. What was written for one kind is kept when another is looked at.</summary>
public sealed partial class RetryEdit
{
    public string Kind { get; set; } = "exponential";

    public DurationEdit Wait { get; private set; } = new("10", "seconds");

    public DurationEdit MaxWait { get; private set; } = new("1", "hours");

    public string Retries { get; set; } = "3";

    public bool Jitter { get; set; } = true;

    /// <summary>As "10s, 1m, 10m".</summary>
    public string Waits { get; set; } = "10s, 1m, 10m";

    /// <summary>Whether a run is given up by its age.</summary>
    public bool HasMaxAge { get; set; }

    public DurationEdit MaxAge { get; private set; } = new("1", "hours");

    public static RetryEdit Of(RetryRule rule)
    {
        var edit = new RetryEdit { Kind = rule.Kind, HasMaxAge = rule.MaxAge is not null };
        if (rule.MaxAge is { } age)
            edit.MaxAge = DurationEdit.Of(age);
        if (rule is FixedRetry or ExponentialRetry)
            edit.Retries = rule.Retries.ToString(CultureInfo.InvariantCulture);
        switch (rule)
        {
            case FixedRetry same:
                edit.Wait = DurationEdit.Of(same.Wait);
                break;
            case ExponentialRetry growing:
                (edit.Wait, edit.MaxWait, edit.Jitter) = (DurationEdit.Of(growing.Wait), DurationEdit.Of(growing.MaxWait), growing.Jitter);
                break;
            case ListedRetry listed:
                edit.Waits = string.Join(", ", listed.Waits.Select(Short));
                break;
        }

        return edit;
    }

    /// <summary>Adds faults for what is no number and no length of time; what the values must be is for the rules of Core.</summary>
    public RetryDraft ToDraft(ICollection<Fault> faults) => Kind == "none" ? new() { Kind = Kind } : new()
    {
        Kind = Kind,
        Wait = Kind is "fixed" or "exponential" ? Wait.ToIso("retry.wait", faults) : null,
        Retries = Kind is "fixed" or "exponential" ? Number(faults) : null,
        MaxWait = Kind == "exponential" ? MaxWait.ToIso("retry.maxWait", faults) : null,
        Jitter = Kind == "exponential" ? Jitter : null,
        Waits = Kind == "list" ? Listed(faults) : null,
        MaxAge = HasMaxAge ? MaxAge.ToIso("retry.maxAge", faults) : null,
    };

    private static string Short(TimeSpan wait)
    {
        var edit = DurationEdit.Of(wait);
        return $"{edit.Count}{edit.Unit[0]}";
    }

    private int? Number(ICollection<Fault> faults)
    {
        if (int.TryParse(Retries, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        faults.Add(new("retry.retries", "Enter a whole number."));
        return null;
    }

    private List<string> Listed(ICollection<Fault> faults)
    {
        var waits = new List<string>();
        foreach (var text in Waits.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Read(text) is { } wait)
            {
                waits.Add(wait);
                continue;
            }

            faults.Add(new("retry.waits", $"'{text}' is not understood; write each wait as 30s, 5m, 2h or 1d, with commas between them."));
            break;
        }

        if (waits.Count == 0 && !faults.Any(fault => fault.Field == "retry.waits"))
            faults.Add(new("retry.waits", "Write at least one wait, as 10s, 1m, 10m; each is one retry."));
        return waits;
    }

    private static string? Read(string text)
    {
        if (IsoText.TryReadDuration(text, out _))
            return text;
        var written = WaitShape().Match(text);
        if (!written.Success)
            return null;
        var unit = written.Groups["unit"].Value switch { "s" => "seconds", "m" => "minutes", "h" => "hours", _ => "days" };
        return new DurationEdit(written.Groups["count"].Value, unit).ToIso("", []);
    }

    [GeneratedRegex(@"^(?<count>[0-9]{1,7}(\.[0-9]{1,3})?) *(?<unit>[smhd])(ec|in|)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WaitShape();
}
