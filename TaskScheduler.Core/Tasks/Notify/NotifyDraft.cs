using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Tasks.Notify;

/// <summary>How a task tells its user, as somebody wrote it; not yet checked.</summary>
public sealed record NotifyDraft
{
    /// <summary><c>always</c>, <c>onFailure</c> or <c>never</c>; absent means always for a task that is due once, on failure for one that recurs.</summary>
    public string? Executed { get; init; }

    /// <summary><c>each</c>, <c>series</c> or <c>never</c>; absent means each, at most one an hour.</summary>
    public string? Invite { get; init; }

    /// <summary>ISO 8601 duration; absent means as the setting <c>TaskScheduler:QueueAhead</c> says.</summary>
    public string? QueueAhead { get; init; }

    /// <summary>The draft that gives <paramref name="rules"/> when checked.</summary>
    public static NotifyDraft Of(NotifyRules rules) => new()
    {
        Executed = rules.Executed is { } executed ? ExecutionDraft.Word(executed) : null,
        Invite = rules.Invite is { } invite ? ExecutionDraft.Word(invite) : null,
        QueueAhead = rules.QueueAhead is { } ahead ? IsoText.Of(ahead) : null,
    };

    /// <summary>What this says, and where it says nothing what <paramref name="below"/> says.</summary>
    public NotifyDraft Over(NotifyDraft? below) => new()
    {
        Executed = Executed ?? below?.Executed,
        Invite = Invite ?? below?.Invite,
        QueueAhead = QueueAhead ?? below?.QueueAhead,
    };

    /// <summary>Adds faults by field, as <c>notify.executed</c>; what is returned besides them means nothing.</summary>
    public NotifyRules Check(ICollection<Fault> faults) => new()
    {
        Executed = string.IsNullOrWhiteSpace(Executed) ? null : ExecutionDraft.Choice<ExecutedMail>("notify.executed", Executed, faults),
        Invite = string.IsNullOrWhiteSpace(Invite) ? null : ExecutionDraft.Choice<Invite>("notify.invite", Invite, faults),
        QueueAhead = CheckedQueueAhead(faults),
    };

    private TimeSpan? CheckedQueueAhead(ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(QueueAhead))
            return null;
        if (!IsoText.TryReadDuration(QueueAhead.Trim(), out var ahead))
            faults.Add(new("notify.queueAhead", $"'{QueueAhead}' is no ISO 8601 duration; write for example PT30M or P1D."));
        else if (ahead < TimeSpan.Zero || ahead > NotifyRules.LongestQueueAhead)
            faults.Add(new("notify.queueAhead", "It must lie between PT0S (at its time) and P7D (a week before)."));
        return ahead;
    }
}
