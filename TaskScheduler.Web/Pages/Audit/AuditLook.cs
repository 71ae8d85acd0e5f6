using System.Collections.Frozen;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Audit;

namespace TaskScheduler.Web.Pages.Audit;

/// <summary>How an action looks. Those that other parts of the program write down are said in their own words.</summary>
/// <param name="Icon">Name of a Material icon.</param>
/// <param name="Words">As in "Kim changed the task".</param>
public sealed record AuditLook(string Icon, string Words)
{
    private static readonly FrozenDictionary<string, AuditLook> known = new Dictionary<string, AuditLook>(StringComparer.Ordinal)
    {
        [AuditActions.TaskCreated] = new("add_circle", "created the task"),
        [AuditActions.TaskChanged] = new("edit", "changed the task"),
        [AuditActions.TaskActivated] = new("resume", "set the task active"),
        [AuditActions.TaskDeactivated] = new("pause", "set the task inactive"),
        [AuditActions.TaskDeleted] = new("delete", "deleted the task"),
        [AuditActions.TaskRestored] = new("settings_backup_restore", "brought the task back"),
        [AuditActions.TaskReplanned] = new("event_repeat", "planned anew the task"),
        [AuditActions.TaskRun] = new("play_arrow", "ran the task"),
        [AuditActions.RunCancelled] = new("cancel", "cancelled the run"),
        [AuditActions.RunRetried] = new("replay", "retried the run"),
        [AuditActions.RunDiscarded] = new("delete_sweep", "discarded the run"),
        [AuditActions.LimitChanged] = new("speed", "changed the limit"),
        [AuditActions.AccountCreated] = new("person_add", "created the account"),
        [AuditActions.AccountChanged] = new("manage_accounts", "changed what the account may do"),
        [AuditActions.PasswordChanged] = new("password", "changed the password"),
        [AuditActions.SecondFactorOn] = new("phonelink_lock", "turned the second factor on"),
        [AuditActions.SecondFactorOff] = new("no_encryption", "turned the second factor off"),
        [AuditActions.TokenCreated] = new("key", "made the token"),
        [AuditActions.TokenRevoked] = new("key_off", "revoked the token"),
        [AuditActions.SessionOpened] = new("login", "signed in"),
        [AuditActions.SessionEnded] = new("logout", "ended a session"),
        [AuditActions.HookMade] = new("link", "made a secret address"),
        [AuditActions.HookRemoved] = new("link_off", "removed the secret address"),
        [AuditActions.CalendarMade] = new("calendar_month", "made a calendar address"),
        [AuditActions.CalendarRemoved] = new("event_busy", "revoked the calendar address"),
        [AuditActions.SecretCreated] = new("enhanced_encryption", "added the secret"),
        [AuditActions.SecretChanged] = new("lock_reset", "replaced the secret"),
        [AuditActions.SecretDeleted] = new("no_encryption", "deleted the secret"),
        [AuditActions.MessageSentAgain] = new("forward_to_inbox", "sent the message again"),
        [AuditActions.MessageTested] = new("outgoing_mail", "sent a test mail"),
        [AuditActions.AlertRuleCreated] = new("notification_add", "made the alert rule"),
        [AuditActions.AlertRuleChanged] = new("edit_notifications", "changed the alert rule"),
        [AuditActions.AlertRuleDeleted] = new("notifications_off", "deleted the alert rule"),
        [AuditActions.ChannelCreated] = new("add_comment", "added the channel"),
        [AuditActions.ChannelChanged] = new("edit", "changed the channel"),
        [AuditActions.ChannelDeleted] = new("delete", "deleted the channel"),
        [AuditActions.ChannelTested] = new("send", "sent a test to the channel"),
        [AuditActions.PaymentAccountCreated] = new("account_balance", "created the payment account"),
        [AuditActions.PaymentAccountFunded] = new("payments", "booked money into"),
        [AuditActions.PaymentAccountFrozen] = new("ac_unit", "froze the payment account"),
        [AuditActions.IncidentClosed] = new("task_alt", "closed the incident"),
        [AuditActions.RetentionChanged] = new("auto_delete", "changed how long are kept:"),
        [AuditActions.BackupMade] = new("backup", "asked for a"),
        [AuditActions.BackupDownloaded] = new("download", "downloaded the backup"),
        [AuditActions.BackupDeleted] = new("delete", "deleted the backup"),
        [AuditActions.PaymentAccountUnfrozen] = new("mode_heat", "unfroze the payment account"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static AuditLook Of(string action) => known.GetValueOrDefault(action) ?? new(IconOf(action), action.Replace('.', ' ').Replace('_', ' '));

    /// <summary>Where what it was done to is shown; null when there is no such place.</summary>
    public static string? AddressOf(AuditEntry entry) => (entry.Action.Split('.')[0], entry.SubjectId) switch
    {
        ("task" or "hook", { } task) => $"tasks?history={task}",
        ("run", { } run) => $"executed?run={run}",
        ("message", { } message) => $"messages?message={message}",
        ("alertRule", _) => "alerts",
        ("channel", _) => "channels",
        ("paymentAccount", { } account) => $"payments/{account}",
        _ => null,
    };

    /// <summary>The place that a member of the detail leads to; null when it is no such member.</summary>
    public static (string Address, string Words)? LinkOf(string name, JsonNode? value) => (name, value) switch
    {
        ("runId", { } run) => ($"executed?run={run}", "Show the run"),
        ("taskId", { } task) => ($"tasks?history={task}", "Show the task"),
        _ => null,
    };

    private static string IconOf(string action) => action.Split('.')[0] switch
    {
        "account" => "person",
        "session" => "login",
        "token" => "key",
        "definitions" => "upload_file",
        "secret" => "key",
        "hook" => "webhook",
        _ => "policy",
    };
}
