using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>A rule as somebody wrote it; not yet checked.</summary>
public sealed record AlertRuleDraft
{
    /// <summary>Most addresses, accounts or channels that a rule names.</summary>
    public const int MostNamed = 20;

    private const int MostInARow = 100;
    private const int UsualInARow = 3;
    private const int LeastPercent = 110;
    private const int MostPercent = 1_000;
    private const int UsualPercent = 200;
    private const int TagLength = 50;

    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan usualAtLeast = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    /// <summary>As <c>failedInARow</c>.</summary>
    public string? Kind { get; init; }

    /// <summary><c>all</c> (also when absent), <c>tag</c> or <c>task</c>.</summary>
    public string? Scope { get; init; }

    public string? Tag { get; init; }

    public Guid? TaskId { get; init; }

    public int? Count { get; init; }

    public int? Percent { get; init; }

    /// <summary>ISO 8601 duration.</summary>
    public string? AtLeast { get; init; }

    /// <summary>Time of day as <c>06:00</c>, or an ISO 8601 duration after the due instant.</summary>
    public string? By { get; init; }

    /// <summary>ISO 8601 duration.</summary>
    public string? Since { get; init; }

    public AlertTold Tell { get; init; } = new();

    /// <summary><c>never</c> (also when absent), <c>hourly</c> or <c>daily</c>.</summary>
    public string? Repeat { get; init; }

    public bool Recovery { get; init; } = true;

    public bool Urgent { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>The draft that gives <paramref name="rule"/> when checked.</summary>
    public static AlertRuleDraft Of(AlertRule rule) => new()
    {
        Kind = ExecutionDraft.Word(rule.Kind),
        Scope = ExecutionDraft.Word(rule.Scope),
        Tag = rule.Tag,
        TaskId = rule.TaskId,
        Count = rule.Limits.Count,
        Percent = rule.Limits.Percent,
        AtLeast = Iso(rule.Limits.AtLeast),
        By = rule.Limits.By?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? Iso(rule.Limits.Within),
        Since = Iso(rule.Limits.Since),
        Tell = rule.Told,
        Repeat = ExecutionDraft.Word(rule.Repeat),
        Recovery = rule.Recovery,
        Urgent = rule.Urgent,
        Active = rule.Active,
    };

    /// <summary>Adds faults by field; what is returned besides them means nothing. Whether what it names exists is not asked here.</summary>
    internal AlertRule Check(Guid id, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(Kind))
            faults.Add(new("kind", $"Say what to look for: {English.List(ExecutionDraft.WordsOf<AlertKind>(), "or")}."));
        var kind = ExecutionDraft.Choice<AlertKind>("kind", Kind, faults);
        var scope = ExecutionDraft.Choice<AlertScope>("scope", Scope, faults);
        var tag = Tag?.Trim();
        if (scope == AlertScope.Tag && (string.IsNullOrEmpty(tag) || tag.Length > TagLength))
            faults.Add(new("tag", $"Write the tag of the tasks to look at: 1 to {TagLength} characters."));
        if (scope == AlertScope.Task && TaskId is null)
            faults.Add(new("taskId", "Choose the task to look at."));
        CheckTold(faults);
        return new(id, kind, scope)
        {
            Tag = scope == AlertScope.Tag ? tag : null,
            TaskId = scope == AlertScope.Task ? TaskId : null,
            Limits = LimitsOf(kind, faults),
            Told = Tell with { Emails = [.. Tell.Emails.Select(email => email.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)], Accounts = [.. Tell.Accounts.Distinct()], Channels = [.. Tell.Channels.Distinct()] },
            Repeat = ExecutionDraft.Choice<AlertRepeat>("repeat", Repeat, faults),
            Recovery = Recovery,
            Urgent = Urgent,
            Active = Active,
        };
    }

    private AlertLimits LimitsOf(AlertKind kind, ICollection<Fault> faults)
    {
        switch (kind)
        {
            case AlertKind.FailedInARow:
                if (Count is < 2 or > MostInARow)
                    faults.Add(new("count", $"Write a whole number from 2 to {MostInARow}."));
                return new() { Count = Count ?? UsualInARow };
            case AlertKind.LongerThanUsual:
                if (Percent is < LeastPercent or > MostPercent)
                    faults.Add(new("percent", $"Write a whole number from {LeastPercent} to {MostPercent}: 200 means twice as long as usual."));
                return new() { Percent = Percent ?? UsualPercent, AtLeast = string.IsNullOrWhiteSpace(AtLeast) ? usualAtLeast : Duration("atLeast", AtLeast, shortest, TimeSpan.FromDays(1), faults) };
            case AlertKind.MustFinishBy:
                return TimeOnly.TryParseExact(By?.Trim(), "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time)
                    ? new() { By = time }
                    : new() { Within = Duration("by", By, minute, TimeSpan.FromDays(7), faults, "a time of day as 06:00, or ") };
            case AlertKind.NotSucceededSince:
                return new() { Since = Duration("since", Since, minute, TimeSpan.FromDays(366), faults) };
            default:
                return new();
        }
    }

    private void CheckTold(ICollection<Fault> faults)
    {
        if (!Tell.Anybody)
            faults.Add(new("tell", "Choose at least one who is told."));
        if (Tell.Emails.Count > MostNamed || Tell.Accounts.Count > MostNamed || Tell.Channels.Count > MostNamed)
            faults.Add(new("tell", $"Name at most {MostNamed} of each."));
        if (Tell.Emails.FirstOrDefault(email => MailAddressRule.FaultOf(email.Trim()) is not null) is not null)
            faults.Add(new("tell.emails", "One of these is not an e-mail address. Write addresses as name@example.com, with commas between them."));
    }

    private static TimeSpan? Duration(string field, string? text, TimeSpan least, TimeSpan most, ICollection<Fault> faults, string also = "")
    {
        if (string.IsNullOrWhiteSpace(text) || !IsoText.TryReadDuration(text.Trim(), out var duration))
            faults.Add(new(field, $"Write {also}a duration, as PT30M or P1D."));
        else if (duration < least || duration > most)
            faults.Add(new(field, $"It must lie between {IsoText.Of(least)} and {IsoText.Of(most)}."));
        else
            return duration;
        return null;
    }

    private static string? Iso(TimeSpan? duration) => duration is { } length ? IsoText.Of(length) : null;
}
