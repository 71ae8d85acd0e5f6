namespace TaskScheduler.Web.Commands;

/// <summary>Settings of the program among the arguments of a command, written as when starting it: <c>--TaskScheduler:DataDirectory=/srv/data</c>.</summary>
internal static class Settings
{
    /// <summary>Short for the one that most commands need.</summary>
    public const string DataDirectory = "--data-directory";

    public static (string[] Words, string[] Settings) TakenOutOf(string[] arguments)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var at = 0; at < arguments.Length; at++)
        {
            var name = arguments[at].Split('=')[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !(name.Contains(':', StringComparison.Ordinal) || name == DataDirectory))
            {
                words.Add(arguments[at]);
                continue;
            }

            settings.Add(name == DataDirectory ? "--TaskScheduler:DataDirectory" + arguments[at][name.Length..] : arguments[at]);
            if (!arguments[at].Contains('=', StringComparison.Ordinal) && at + 1 < arguments.Length)
                settings.Add(arguments[++at]);
        }

        return ([.. words], [.. settings]);
    }
}
