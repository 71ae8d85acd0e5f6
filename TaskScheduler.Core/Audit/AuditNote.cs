using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Audit;

/// <summary>One thing that was done, to be written into the audit trail.</summary>
/// <param name="Action">Kind of the subject and what was done to it, as <c>task.changed</c>; names that others look for never change.</param>
/// <param name="SubjectId">What it was done to; null when that has no id.</param>
/// <param name="Subject">Its name at that moment, for a person; secrets in it are masked when it is written.</param>
public sealed record AuditNote(string Action, Guid? SubjectId, string Subject)
{
    /// <summary>Version of the subject after it was done; null when it has none.</summary>
    public int? Version { get; init; }

    /// <summary>
    /// What else there is to say. <c>changes</c> is a list of <c>{field, before, after}</c>, which pages show as a table; the other members are
    /// shown as they are. Its writer masks secrets, best by <see cref="SecretMask"/>: nobody does so later.
    /// </summary>
    public JsonObject? Detail { get; init; }
}

/// <summary>The actions this program writes down.</summary>
public static class AuditActions
{
    public const string TaskCreated = "task.created";
    public const string TaskChanged = "task.changed";
    public const string TaskActivated = "task.activated";
    public const string TaskDeactivated = "task.deactivated";
    public const string TaskDeleted = "task.deleted";

    /// <summary>An earlier version was brought back.</summary>
    public const string TaskRestored = "task.restored";

    /// <summary>The program found that an active task had no next run, and planned it anew.</summary>
    public const string TaskReplanned = "task.replanned";

    public const string TaskRun = "task.run";
    public const string RunCancelled = "run.cancelled";
    public const string RunRetried = "run.retried";
    public const string RunDiscarded = "run.discarded";

    /// <summary>The limits of runs were changed, all in one.</summary>
    public const string LimitChanged = "limit.changed";

    public const string AccountCreated = "account.created";

    /// <summary>What the account may do was changed.</summary>
    public const string AccountChanged = "account.changed";

    public const string PasswordChanged = "account.passwordChanged";
    public const string SecondFactorOn = "account.secondFactorOn";
    public const string SecondFactorOff = "account.secondFactorOff";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";

    /// <summary>Somebody signed in.</summary>
    public const string SessionOpened = "session.opened";

    public const string SessionEnded = "session.ended";

    /// <summary>A task got a secret address, or another one.</summary>
    public const string HookMade = "hook.made";

    public const string HookRemoved = "hook.removed";

    /// <summary>A calendar got a secret address.</summary>
    public const string CalendarMade = "calendar.made";

    public const string CalendarRemoved = "calendar.removed";

    public const string SecretCreated = "secret.created";

    /// <summary>The secret got another value.</summary>
    public const string SecretChanged = "secret.changed";

    public const string SecretDeleted = "secret.deleted";

    public const string MessageSentAgain = "message.sentAgain";

    /// <summary>A message was sent to try whether messages arrive.</summary>
    public const string MessageTested = "message.tested";
    public const string AlertRuleCreated = "alertRule.created";
    public const string AlertRuleChanged = "alertRule.changed";
    public const string AlertRuleDeleted = "alertRule.deleted";

    public const string ChannelCreated = "channel.created";
    public const string ChannelChanged = "channel.changed";
    public const string ChannelDeleted = "channel.deleted";

    /// <summary>Somebody tried whether messages arrive.</summary>
    public const string ChannelTested = "channel.tested";

    public const string PaymentAccountCreated = "paymentAccount.created";

    /// <summary>Money was booked in from outside.</summary>
    public const string PaymentAccountFunded = "paymentAccount.funded";

    public const string PaymentAccountFrozen = "paymentAccount.frozen";
    public const string PaymentAccountUnfrozen = "paymentAccount.unfrozen";

    public const string IncidentClosed = "incident.closed";

    /// <summary>How long something is kept was changed.</summary>
    public const string RetentionChanged = "retention.changed";

    /// <summary>Somebody had the data copied.</summary>
    public const string BackupMade = "backup.made";

    /// <summary>Somebody took a copy of the data away, with everything in it.</summary>
    public const string BackupDownloaded = "backup.downloaded";

    public const string BackupDeleted = "backup.deleted";
}
