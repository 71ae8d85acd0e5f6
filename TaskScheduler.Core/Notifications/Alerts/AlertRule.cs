namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>What a rule looks for. The numbers are stored.</summary>
public enum AlertKind
{
    /// <summary>A run did not succeed, and is not tried again by itself.</summary>
    Failed = 0,

    /// <summary>So many runs in a row did not succeed.</summary>
    FailedInARow = 1,

    /// <summary>A run was given up and waits for somebody.</summary>
    DeadLetter = 2,

    /// <summary>Occurrences came due while the program was down.</summary>
    Missed = 3,

    /// <summary>A scheduled occurrence started more than ten seconds after its time.</summary>
    Late = 4,

    /// <summary>A run is still going long after the task's runs usually end.</summary>
    LongerThanUsual = 5,

    /// <summary>A run has not ended by a time of day, or so long after it was due.</summary>
    MustFinishBy = 6,

    /// <summary>The last success is too long ago.</summary>
    NotSucceededSince = 7,
}

/// <summary>Which tasks a rule looks at. The numbers are stored.</summary>
public enum AlertScope
{
    All = 0,
    Tag = 1,
    Task = 2,
}

/// <summary>How often a message is repeated while what it tells of goes on. The numbers are stored.</summary>
public enum AlertRepeat
{
    Never = 0,
    Hourly = 1,
    Daily = 2,
}

/// <summary>From where on a rule finds something; a part that is not of its kind is null.</summary>
public sealed record AlertLimits
{
    /// <summary>How many runs in a row.</summary>
    public int? Count { get; init; }

    /// <summary>How much of the usual length, in percent: more than 100.</summary>
    public int? Percent { get; init; }

    /// <summary>A run shorter than this is never too long.</summary>
    public TimeSpan? AtLeast { get; init; }

    /// <summary>Time of day, in the task's zone, by which it has to be finished.</summary>
    public TimeOnly? By { get; init; }

    /// <summary>How long after its due instant it has to be finished; null when <see cref="By"/> says when.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>How long ago the last success may be.</summary>
    public TimeSpan? Since { get; init; }
}

/// <summary>Who is told of what a rule finds.</summary>
public sealed record AlertTold
{
    /// <summary>The user whom the task names.</summary>
    public bool User { get; init; }

    /// <summary>The account that made the task.</summary>
    public bool Owner { get; init; }

    public bool Administrators { get; init; }

    public IReadOnlyList<Guid> Accounts { get; init; } = [];

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<Guid> Channels { get; init; } = [];

    /// <summary>Whether somebody is named at all.</summary>
    public bool Anybody => User || Owner || Administrators || Accounts.Count + Emails.Count + Channels.Count > 0;
}

/// <summary>What is looked for, at which tasks, and who is told.</summary>
public sealed record AlertRule(Guid Id, AlertKind Kind, AlertScope Scope)
{
    /// <summary>Null unless the scope is a tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Null unless the scope is a task.</summary>
    public Guid? TaskId { get; init; }

    public AlertLimits Limits { get; init; } = new();

    public AlertTold Told { get; init; } = new();

    public AlertRepeat Repeat { get; init; }

    /// <summary>Whether it is told when it is over.</summary>
    public bool Recovery { get; init; } = true;

    /// <summary>Whether people are told in their quiet hours too.</summary>
    public bool Urgent { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>The account that made it; null when the program itself did.</summary>
    public Guid? OwnerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How long until its message is repeated; null when it is not.</summary>
    internal TimeSpan? RepeatAfter => Repeat switch
    {
        AlertRepeat.Hourly => TimeSpan.FromHours(1),
        AlertRepeat.Daily => TimeSpan.FromDays(1),
        _ => null,
    };
}
