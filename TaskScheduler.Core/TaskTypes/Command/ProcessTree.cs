using System.Diagnostics;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>
/// Everything that was started for a run, ended together: first asked to (SIGTERM), then made to (SIGKILL). On Linux its members are known by the
/// run's id in their environment, by their session and by their parents, so that also those are found which moved away from them.
/// </summary>
internal sealed class ProcessTree(Guid runId, TimeProvider time)
{
    /// <summary>How long those who were asked to end may take. Shorter than the runner waits for an attempt that it stops, so that this one ends in time.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private const int MostRounds = 100;

    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends what belongs to the run; returns how many processes that were.</summary>
    /// <param name="first">The process that was started for it; null when that was another program's.</param>
    public async Task<int> EndAsync(Process? first)
    {
        if (!OperatingSystem.IsLinux())
            return await EndElsewhereAsync(first);

        var members = Members(first);
        if (members.Count == 0)
            return 0;
        var asked = new HashSet<int>();
        using var grace = new CancellationTokenSource(Grace, time);
        try
        {
            // The pause is the machine's own time, whatever the time of the tasks is: it waits for processes, which know no other.
            for (var left = members; left.Count > 0; left = Members(first))
            {
                Ask(left, asked);
                await Task.Delay(betweenLooks, TimeProvider.System, grace.Token);
            }

            if (first is not null)
                await first.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(first);
        }

        return asked.Count;
    }

    // Each once, and also those that one of them has started since.
    private static void Ask(IEnumerable<int> members, HashSet<int> asked)
    {
        var unasked = members.Where(asked.Add).ToList();
        LinuxProcesses.Signal(unasked, LinuxProcesses.Terminate);
        // One that is stopped hears nothing until it goes on.
        LinuxProcesses.Signal(unasked, LinuxProcesses.Continue);
    }

    // More than one round: what is killed may have started another just before. Reading all processes takes long enough for a signal to arrive.
    private async Task KillAsync(Process? first)
    {
        for (var round = 0; round < MostRounds && Members(first) is { Count: > 0 } left; round++)
        {
            LinuxProcesses.Signal(left, LinuxProcesses.Kill);
            await Task.Yield();
        }

        if (first is not null)
            await first.WaitForExitAsync(CancellationToken.None);
    }

    private HashSet<int> Members(Process? first)
    {
        var all = LinuxProcesses.All();
        var session = SessionOf(first, all);
        var members = all.Where(process => process.Session == session || process.Id == session || LinuxProcesses.RunOf(process.Id) == runId).Select(process => process.Id).ToHashSet();
        while (all.Where(process => members.Contains(process.Parent)).Any(child => members.Add(child.Id)))
        {
            // Until nobody is found any more whose parent is a member.
        }

        return members;
    }

    // The number of a process that has ended can be given to a new one, which must not be taken for it.
    private static int? SessionOf(Process? first, List<LinuxProcesses.Seen> all) =>
        first is null || (first.HasExited && all.Exists(process => process.Id == first.Id)) ? null : first.Id;

    private static async Task<int> EndElsewhereAsync(Process? first)
    {
        if (first is null || first.HasExited)
            return 0;
        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync(CancellationToken.None);
        return 1;
    }
}
