using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Web.Parts.States;

namespace TaskScheduler.Web.Pages.Messages;

/// <summary>How messages are shown and said.</summary>
internal static class MessageLook
{
    /// <param name="attempts">How often it was handed over or tried to be.</param>
    public static StateLook Of(MessageState state, int attempts) => state switch
    {
        MessageState.Waiting => attempts == 0 ? new("waiting", "schedule_send", "Waiting") : new("warn", "autorenew", "Tried again later"),
        MessageState.Sending => new("busy", "progress_activity", "Being sent"),
        MessageState.Sent => new("good", "check_circle", "Sent"),
        MessageState.Failed => new("bad", "error", "Failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a look."),
    };

    public static string Words(MessageKind kind) => kind switch
    {
        MessageKind.Executed => "Executed task",
        MessageKind.Invite => "Calendar invite",
        MessageKind.Alert => "Alert",
        MessageKind.Summary => "Summary",
        MessageKind.SetInactive => "Set inactive",
        MessageKind.Test => "Test",
        _ => $"{kind}",
    };

    public static string Words(MessageVia via) => via == MessageVia.Mail ? "E-mail" : $"{via}";

    public static string Icon(MessageVia via) => via switch
    {
        MessageVia.Mail => "mail",
        MessageVia.Webhook => "webhook",
        _ => "chat",
    };
}
