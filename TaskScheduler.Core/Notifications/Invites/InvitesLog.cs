using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications.Invites;

internal static partial class InvitesLog
{
    [LoggerMessage(721, LogLevel.Error, "Users could not be invited for tasks whose time is near; it is tried again in a few seconds")]
    public static partial void NotInvited(ILogger log, Exception error);

    [LoggerMessage(722, LogLevel.Error, "Tasks whose time is near could not be announced; pages show it when they are read again")]
    public static partial void NotAnnounced(ILogger log, Exception error);
}
