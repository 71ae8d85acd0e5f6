using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>A rule as it is stored. Instants are Unix milliseconds.</summary>
public sealed class AlertRuleRow
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public Guid Id { get; set; }

    public AlertKind Kind { get; set; }

    public AlertScope Scope { get; set; }

    public string? Tag { get; set; }

    public Guid? TaskId { get; set; }

    /// <summary>JSON of <see cref="AlertLimits"/>.</summary>
    public required string Limits { get; set; }

    /// <summary>JSON of <see cref="AlertTold"/>.</summary>
    public required string Told { get; set; }

    public AlertRepeat Repeat { get; set; }

    public bool Recovery { get; set; }

    public bool Urgent { get; set; }

    public bool Active { get; set; }

    public Guid? OwnerId { get; set; }

    public long CreatedAt { get; set; }

    public long ChangedAt { get; set; }

    internal static string Text<T>(T part) => JsonSerializer.Serialize(part, options);

    internal AlertRule ToRule() => new(Id, Kind, Scope)
    {
        Tag = Tag,
        TaskId = TaskId,
        Limits = JsonSerializer.Deserialize<AlertLimits>(Limits, options)!,
        Told = JsonSerializer.Deserialize<AlertTold>(Told, options)!,
        Repeat = Repeat,
        Recovery = Recovery,
        Urgent = Urgent,
        Active = Active,
        OwnerId = OwnerId,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
    };
}

/// <summary>Whether people are to be told that an incident is over. The numbers are stored.</summary>
public enum RecoveryState
{
    /// <summary>It is not over, or nobody is told that it is.</summary>
    None = 0,

    ToTell = 1,

    Told = 2,
}

/// <summary>Something that a rule has found, from its beginning to its end, as it is stored. Of a rule and a task at most one is open.</summary>
public sealed class IncidentRow
{
    public Guid Id { get; set; }

    public Guid RuleId { get; set; }

    public Guid TaskId { get; set; }

    /// <summary>Of the rule when it was opened.</summary>
    public AlertKind Kind { get; set; }

    /// <summary>Of the task when it was opened.</summary>
    public required string Title { get; set; }

    /// <summary>The run by which it was opened; null when it is about no run.</summary>
    public Guid? RunId { get; set; }

    /// <summary>What was found first.</summary>
    public required string Detail { get; set; }

    public required string LastDetail { get; set; }

    /// <summary>From which length on a run was too long, in ms; null unless that is what it is about.</summary>
    public long? LimitMs { get; set; }

    /// <summary>How often it was found.</summary>
    public int Count { get; set; }

    public long OpenedAt { get; set; }

    public long LastAt { get; set; }

    /// <summary>When people were told first; null as long as they are to be.</summary>
    public long? ToldAt { get; set; }

    public int ToldCount { get; set; }

    /// <summary>When people are told again; null when they are not.</summary>
    public long? RepeatAt { get; set; }

    public long? ClosedAt { get; set; }

    /// <summary>The run by which it was closed; null when it was not by one.</summary>
    public Guid? ClosingRunId { get; set; }

    public RecoveryState Recovery { get; set; }
}
