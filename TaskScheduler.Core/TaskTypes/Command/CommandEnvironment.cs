using System.Globalization;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>The environment of a program that a task runs: a few of the server's own variables, the task's, and what run it belongs to.</summary>
internal static class CommandEnvironment
{
    public const string Prefix = "TASKSCHEDULER_";

    /// <summary>Tells of a process to which run it belongs; its children inherit it.</summary>
    public const string RunIdName = Prefix + "RUN_ID";

    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // A list of what is handed on, not of what is held back: the server's environment holds passwords under names nobody knows here.
    private static readonly string[] inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR",
        // Without these, few programs start on Windows.
        "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "ProgramFiles", "ProgramData", "APPDATA", "LOCALAPPDATA",
    ];

    public static Dictionary<string, string> Of(CommandPayload payload, RunContext run)
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            [RunIdName] = run.RunId.ToString(),
            [Prefix + "TASK_ID"] = run.TaskId.ToString(),
            [Prefix + "ATTEMPT"] = run.Attempt.ToString(CultureInfo.InvariantCulture),
            [Prefix + "DUE"] = run.DueAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture),
        };
        if (!OperatingSystem.IsWindows())
            variables["PATH"] = UsualPath;
        foreach (var (name, value) in Own().Where(variable => inherited.Contains(variable.Key, variables.Comparer) || variable.Key.StartsWith("LC_", StringComparison.Ordinal)))
            variables[name] = value;
        foreach (var (name, value) in payload.Environment)
            variables[name] = value;
        return variables;
    }

    private static IEnumerable<KeyValuePair<string, string>> Own() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
}
