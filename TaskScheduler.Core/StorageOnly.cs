using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core;

/// <summary>
/// The data without the engine: for a command that reads and changes what is stored while nothing runs. What becomes due
/// meanwhile, and what an earlier program left, is found by the next start of the engine.
/// </summary>
public sealed class StorageOnly(DataFolder folder, SqliteWriteGate gate) : IHostedService
{
    /// <exception cref="StartFault">The data folder or the database can't be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Take();
        gate.Open();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        gate.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Leaves nothing running but the data.</summary>
public static class StorageOnlyRegistration
{
    /// <summary>To be called after everything else is registered: whatever would work in the background is taken out.</summary>
    public static IServiceCollection KeepStorageOnly(this IServiceCollection services) => services
        .RemoveAll<IHostedService>()
        .AddHostedService<StorageOnly>();
}
