namespace TaskScheduler.Web.Pages.Definitions;

internal static partial class DefinitionsLog
{
    [LoggerMessage(502, LogLevel.Error, "An import failed on its page; nothing of it was changed, and the visitor was told")]
    public static partial void ImportFailed(ILogger log, Exception error);

    [LoggerMessage(503, LogLevel.Warning, "The tags for the export could not be read; the page offers it without them")]
    public static partial void TagsFailed(ILogger log, Exception error);
}
