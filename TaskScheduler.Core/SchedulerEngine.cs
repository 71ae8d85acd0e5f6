using Microsoft.Extensions.Hosting;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Leases;

namespace TaskScheduler.Core;

/// <summary>Starts and stops the parts in the order in which they need each other.</summary>
public sealed class SchedulerEngine(
    DataFolder folder, SqliteWriteGate gate, LostRunRescuer rescuer, RunPipeline pipeline, CatchUp catchUp, TaskClock clock) : IHostedLifecycleService
{
    private readonly Lock once = new();
    private Task? stopped;

    /// <exception cref="StartFault">The data folder or the database can't be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Take();
        gate.Open();
        await rescuer.RescueAllAsync();
    }

    /// <summary>Lets runs start only now, when everything else has: a program that can't listen on its port must not have begun any.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await catchUp.AllAsync();
        await pipeline.StartAsync();
        await clock.StartAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Asked twice when a test's host and the program it runs both stop, at the same time.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (once)
            return stopped ??= StopPartsAsync();
    }

    private async Task StopPartsAsync()
    {
        await clock.StopAsync();
        await pipeline.StopAsync();
        gate.Dispose();
        folder.Dispose();
    }
}
