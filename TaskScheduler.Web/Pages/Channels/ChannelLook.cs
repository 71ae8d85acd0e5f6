using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Web.Pages.Channels;

/// <summary>The kinds of channels as pages show them.</summary>
internal static class ChannelLook
{
    public static (string Value, string Words)[] Kinds { get; } = [("webhook", Of(MessageVia.Webhook)), ("slack", Of(MessageVia.Slack)), ("teams", Of(MessageVia.Teams)), ("discord", Of(MessageVia.Discord))];

    public static string Of(MessageVia kind) => kind switch
    {
        MessageVia.Slack => "Slack",
        MessageVia.Teams => "Microsoft Teams",
        MessageVia.Discord => "Discord",
        _ => "Webhook",
    };

    public static string IconOf(MessageVia kind) => kind == MessageVia.Webhook ? "webhook" : "forum";
}
