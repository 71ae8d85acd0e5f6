namespace TaskScheduler.Web.Hosting;

/// <summary>Where appsettings.json and the pages' assets lie.</summary>
public static class ContentRoot
{
    /// <summary>
    /// Beside the program once it is published, from whatever folder it is started; else null, for the framework's choice.
    /// A build has its assets elsewhere, and no such folder.
    /// </summary>
    public static string? WhenPublished { get; } =
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
}
