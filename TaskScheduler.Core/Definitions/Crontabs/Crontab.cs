namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>How a crontab is to be read.</summary>
public sealed record CrontabOptions
{
    /// <summary>Whether each entry names a user before its command, as in /etc/crontab and /etc/cron.d.</summary>
    public bool WithUser { get; init; }

    /// <summary>IANA time zone of the machine it comes from; a CRON_TZ line in it goes before.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Given to every task.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>What became of a line.</summary>
public enum CrontabOutcome
{
    /// <summary>It is a task now.</summary>
    Mapped,

    /// <summary>It is a task that differs from it in something.</summary>
    MappedWithRemark,

    /// <summary>It says something no task can say; a person has to decide.</summary>
    NotMapped,

    /// <summary>It sets a variable for the lines after it.</summary>
    Setting,
}

/// <summary>A line of a crontab that is no comment.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Remarks">Why it did not map, or in what the task differs.</param>
/// <param name="Title">Of the task; null when there is none.</param>
/// <param name="Schedule">Of the task, as a sentence; null when there is none.</param>
public sealed record CrontabLine(int Line, string Text, CrontabOutcome Outcome, IReadOnlyList<string> Remarks, string? Title = null, string? Schedule = null);

/// <summary>What a crontab comes to.</summary>
/// <param name="Plan">What would be created; entries that are tasks already are counted as unchanged.</param>
public sealed record CrontabReport(IReadOnlyList<CrontabLine> Lines, DefinitionPlan Plan);
