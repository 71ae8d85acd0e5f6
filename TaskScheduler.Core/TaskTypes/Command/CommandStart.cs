using System.Diagnostics;
using System.Text;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>How a program is to be started, or why it can't be.</summary>
internal sealed record CommandStart(ProcessStartInfo? Info, string? Fault)
{
    private const string Shell = "/bin/sh";

    // Both outputs through one pipe: what a program says keeps its order. The shell has nothing to interpret but these words.
    private const string JoinOutputs = "exec \"$0\" \"$@\" 2>&1";

    private static readonly string? setsid = OperatingSystem.IsLinux() ? Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists) : null;

    public static CommandStart Of(CommandPayload payload, RunContext run, CommandOptions options)
    {
        var folder = payload.WorkingFolder.Length > 0 ? payload.WorkingFolder : Home();
        if (!Path.IsPathFullyQualified(folder))
            return new(null, $"The working folder {folder} has to be a full path.");
        if (!Directory.Exists(folder))
            return new(null, $"The working folder {folder} does not exist, or this server may not see it.");
        if (payload.Shell && OperatingSystem.IsWindows())
            return new(null, "There is no /bin/sh on Windows; switch the shell off.");
        var environment = CommandEnvironment.Of(payload, run);
        var program = ProgramSearch.Find(payload.Shell ? Shell : payload.Program, folder, environment.GetValueOrDefault("PATH", ""), options.FolderList);
        if (program.Location is null)
            return new(null, program.Fault);

        // The word after the line is what the shell calls itself, $0.
        string[] arguments = payload.Shell ? ["-c", payload.Program, "sh", .. payload.Arguments] : [.. payload.Arguments];
        return new(InfoOf([.. Wrapped(program.Location), .. arguments], folder, environment), null);
    }

    /// <summary>In a session of its own, a program gets no signal that is meant for the server, and its children are known by it.</summary>
    private static string[] Wrapped(string program)
    {
        if (OperatingSystem.IsWindows())
            return [program];
        return setsid is null ? [Shell, "-c", JoinOutputs, program] : [setsid, Shell, "-c", JoinOutputs, program];
    }

    private static ProcessStartInfo InfoOf(string[] words, string folder, Dictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        info.Environment.Clear();
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return info;
    }

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home && Directory.Exists(home) ? home : Path.GetPathRoot(Environment.SystemDirectory) ?? "/";
}
