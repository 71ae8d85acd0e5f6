using System.ComponentModel;
using System.Text.Json;
using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Web.Api.Alerts;

/// <summary>Who is told of what a rule finds.</summary>
public sealed record AlertTellJson
{
    [Description("The user whom the task names.")]
    public bool User { get; init; }

    [Description("The account that made the task.")]
    public bool Owner { get; init; }

    [Description("All administrators.")]
    public bool Administrators { get; init; }

    [Description("Ids of accounts, up to 20.")]
    public IReadOnlyList<Guid> Accounts { get; init; } = [];

    [Description("Further addresses, up to 20.")]
    public IReadOnlyList<string> Emails { get; init; } = [];

    [Description("Ids of channels, up to 20.")]
    public IReadOnlyList<Guid> Channels { get; init; } = [];
}

/// <summary>A rule to make, or to be put in place of one.</summary>
public record AlertRuleBodyJson
{
    [Description("failed, failedInARow, deadLetter, missed, late, longerThanUsual, mustFinishBy or notSucceededSince.")]
    public required string Kind { get; init; }

    [Description("all (unless said), tag or task.")]
    public string? Scope { get; init; }

    [Description("The tag, when that is the scope.")]
    public string? Tag { get; init; }

    [Description("The task, when that is the scope.")]
    public Guid? TaskId { get; init; }

    [Description("Of failedInARow: 2 to 100, 3 unless said.")]
    public int? Count { get; init; }

    [Description("Of longerThanUsual: how many percent of the usual time, 110 to 1,000, 200 unless said. Usual is the time within which 95 % of the last 50 successful runs ended.")]
    public int? Percent { get; init; }

    [Description("Of longerThanUsual: a run shorter than this duration is never too long; PT1M unless said.")]
    public string? AtLeast { get; init; }

    [Description("Of mustFinishBy: a time of day as 06:00, in the zone of the task, or a duration after the due instant as PT2H.")]
    public string? By { get; init; }

    [Description("Of notSucceededSince: a duration as P1D.")]
    public string? Since { get; init; }

    [Description("Who is told; at least one.")]
    public required AlertTellJson Tell { get; init; }

    [Description("never (unless said), hourly or daily: how often it is told again while it goes on.")]
    public string? Repeat { get; init; }

    [Description("Whether it is told when it is over; true unless said.")]
    public bool? Recovery { get; init; }

    [Description("Whether people are told in their quiet hours too; false unless said.")]
    public bool? Urgent { get; init; }

    [Description("Whether it looks at all; true unless said.")]
    public bool? Active { get; init; }
}

/// <summary>A rule as other programs see it.</summary>
public sealed record AlertRuleJson : AlertRuleBodyJson
{
    public required Guid Id { get; init; }

    [Description("What it looks for, in words.")]
    public required string Words { get; init; }

    [Description("Title of its task; null when it looks at no task by itself, or that one was deleted.")]
    public string? TaskTitle { get; init; }

    [Description("Who made it; null when the program itself did.")]
    public string? Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public static AlertRuleJson Of(AlertRuleView view)
    {
        var (rule, draft) = (view.Rule, AlertRuleDraft.Of(view.Rule));
        return new()
        {
            Id = rule.Id,
            Words = AlertWords.Of(rule),
            Kind = draft.Kind!,
            Scope = draft.Scope,
            Tag = rule.Tag,
            TaskId = rule.TaskId,
            TaskTitle = view.TaskTitle,
            Count = draft.Count,
            Percent = draft.Percent,
            AtLeast = draft.AtLeast,
            By = draft.By,
            Since = draft.Since,
            Tell = new() { User = rule.Told.User, Owner = rule.Told.Owner, Administrators = rule.Told.Administrators, Accounts = rule.Told.Accounts, Emails = rule.Told.Emails, Channels = rule.Told.Channels },
            Repeat = draft.Repeat,
            Recovery = rule.Recovery,
            Urgent = rule.Urgent,
            Active = rule.Active,
            Owner = view.Owner,
            CreatedAt = rule.CreatedAt,
            ChangedAt = rule.ChangedAt,
        };
    }
}

/// <summary>Something that a rule has found.</summary>
/// <param name="Kind">What the rule looked for.</param>
/// <param name="Title">Of the task when it began.</param>
/// <param name="RunId">The run by which it began; null when it is about no run.</param>
/// <param name="Detail">What was found last.</param>
/// <param name="Count">How often it was found.</param>
/// <param name="ToldAt">When people were told first.</param>
/// <param name="ClosedAt">Null while it is open.</param>
public sealed record IncidentJson(
    Guid Id, Guid RuleId, string Kind, Guid TaskId, string Title, Guid? RunId, string Detail, int Count, DateTimeOffset OpenedAt, DateTimeOffset LastAt, DateTimeOffset? ToldAt, DateTimeOffset? ClosedAt)
{
    public static IncidentJson Of(Incident one) => new(
        one.Id, one.RuleId, JsonNamingPolicy.CamelCase.ConvertName(one.Kind.ToString()), one.TaskId, one.Title, one.RunId, one.Detail, one.Count, one.OpenedAt, one.LastAt, one.ToldAt, one.ClosedAt);
}
