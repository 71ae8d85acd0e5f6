using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>The processes of this machine as <c>/proc</c> tells of them (proc_pid_stat(5), proc_pid_environ(5)), and signals to them.</summary>
internal static partial class LinuxProcesses
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;

    private static readonly byte[] mark = Encoding.ASCII.GetBytes($"{CommandEnvironment.RunIdName}=");

    /// <summary>A process that has not ended.</summary>
    public readonly record struct Seen(int Id, int Parent, int Session);

    /// <summary>All but this one.</summary>
    public static List<Seen> All()
    {
        var all = new List<Seen>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Environment.ProcessId && Read($"{folder}/stat") is { } stat && Parsed(id, stat) is { } seen)
                all.Add(seen);
        }

        return all;
    }

    /// <summary>The run for which a process was started, or one of those it descends from; null for most processes.</summary>
    public static Guid? RunOf(int id)
    {
        if (Read($"/proc/{id}/environ") is not { } variables)
            return null;
        for (var start = 0; start < variables.Length;)
        {
            var variable = variables.AsSpan(start);
            variable = variable[..(variable.IndexOf((byte)0) is var end and >= 0 ? end : variable.Length)];
            if (variable.StartsWith(mark))
                return Guid.TryParse(Encoding.ASCII.GetString(variable[mark.Length..]), out var run) ? run : null;
            start += variable.Length + 1;
        }

        return null;
    }

    /// <summary>A process that has gone meanwhile, or belongs to another user, is passed over.</summary>
    public static void Signal(IEnumerable<int> processes, int signal)
    {
        foreach (var process in processes)
            _ = SendSignal(process, signal);
    }

    // The name is in brackets, and may hold brackets and blanks itself; then come state, parent, group and session.
    private static Seen? Parsed(int id, byte[] stat)
    {
        var text = Encoding.UTF8.GetString(stat);
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 4 || fields[0] is "Z" or "X"
            ? null
            : new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    private static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended since it was listed, or is none of this user's.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
