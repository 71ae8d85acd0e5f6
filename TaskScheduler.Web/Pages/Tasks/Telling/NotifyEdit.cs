using TaskScheduler.Core;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Web.Pages.Tasks.Execution;

namespace TaskScheduler.Web.Pages.Tasks.Telling;

/// <summary>How a task tells its user, while somebody picks it.</summary>
public sealed class NotifyEdit
{
    /// <summary>Stands for what a task does whose author says nothing.</summary>
    public const string Usual = "";

    public static IReadOnlyList<ExecutionChoice> Mails { get; } =
    [
        new(Usual, "As usual", "After every run of a task that is due once; of one that recurs, after runs that did not succeed."),
        new("always", "After every run", "However it ended."),
        new("onFailure", "After runs that did not succeed", "When its retries are used up, not after each attempt."),
        new("never", "Never", "Nobody is told that it has run."),
    ];

    public static IReadOnlyList<ExecutionChoice> Invites { get; } =
    [
        new(Usual, "As usual", "One for each time, but not more than one an hour."),
        new("each", "For each time", "One each time it is queued, however often that is."),
        new("series", "Once, as a series", "One invite for all times. Where the schedule can't be said as a series, one for each time."),
        new("never", "Never", "Nothing of it comes into a calendar."),
    ];

    public string Executed { get; set; } = Usual;

    public string Invite { get; set; } = Usual;

    /// <summary>Whether it is queued at a time of its own, and not as the setting says.</summary>
    public bool HasQueueAhead { get; set; }

    public DurationEdit QueueAhead { get; private init; } = new("15", "minutes");

    public static NotifyEdit Of(NotifyRules rules)
    {
        var draft = NotifyDraft.Of(rules);
        return new()
        {
            Executed = draft.Executed ?? Usual,
            Invite = draft.Invite ?? Usual,
            HasQueueAhead = rules.QueueAhead is not null,
            QueueAhead = rules.QueueAhead is { } ahead ? DurationEdit.Of(ahead) : new("15", "minutes"),
        };
    }

    /// <summary>Adds the faults that the draft cannot express.</summary>
    public NotifyDraft ToDraft(ICollection<Fault> faults) => new()
    {
        Executed = Executed == Usual ? null : Executed,
        Invite = Invite == Usual ? null : Invite,
        QueueAhead = HasQueueAhead ? QueueAhead.ToIso("notify.queueAhead", faults) : null,
    };
}
