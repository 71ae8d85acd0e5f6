namespace TaskScheduler.Web.Control;

internal static partial class ControlLog
{
    [LoggerMessage(501, LogLevel.Warning, "Commands need a stop of the program: there is no control socket, because {Reason}")]
    public static partial void NoSocket(ILogger log, string reason);
}
