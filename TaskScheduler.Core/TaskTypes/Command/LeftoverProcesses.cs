using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>
/// Ends what an earlier program that was killed had started and could not end, before its runs are tried again. On Linux alone: elsewhere
/// a process doesn't tell to which run it belongs.
/// </summary>
/// <remarks>Registered before the engine, whose runs start with the same call: hosted services are called in the order of their registration.</remarks>
internal sealed class LeftoverProcesses(IDbContextFactory<SchedulerDb> databases, TimeProvider time, ILogger<LeftoverProcesses> log) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var marked = LinuxProcesses.All().Select(process => LinuxProcesses.RunOf(process.Id)).OfType<Guid>().ToHashSet();
        if (marked.Count == 0)
            return;

        // Another scheduler on this machine has processes of its own; its runs are not in these tables.
        await using var db = databases.CreateDbContext();
        var ours = await db.Runs.Where(run => marked.Contains(run.Id)).Select(run => run.Id).ToListAsync(cancellationToken);
        await Task.WhenAll(ours.Select(EndAsync));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EndAsync(Guid runId)
    {
        if (await new ProcessTree(runId, time).EndAsync(null) is var count and > 0)
            CommandLog.LeftoversEnded(log, count, runId);
    }
}
