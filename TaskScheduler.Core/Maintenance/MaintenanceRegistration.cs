using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Maintenance.Space;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance;

internal static class MaintenanceRegistration
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddCheckedOptions<BackupOptions, BackupOptionsCheck>(configuration.GetSection("TaskScheduler:Backup"))
            // The machine's own clock: rests are about its load, and a test that moves time by hand has no need of them.
            .AddSingleton(provider => new QuietPace(provider.GetRequiredService<IGateLoad>(), TimeProvider.System))
            .AddSingleton<WorkBoard>()
            .AddScoped<WorkStore>()
            .AddSingleton<RetentionFinder>()
            .AddSingleton<RetentionPass>()
            .AddScoped(provider => new RetentionStore(
                provider.GetRequiredService<IWriteGate>(),
                provider.GetRequiredService<RetentionFinder>(),
                provider.GetRequiredService<RetentionPass>(),
                provider.GetRequiredService<ICaller>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddHostedService<RetentionWatch>()
            .AddSingleton<SpaceReader>()
            .AddSingleton<TableSizes>()
            .AddSingleton<SizeSamples>()
            .AddScoped<StorageStore>()
            .AddHostedService<SizeWatch>()
            .AddSingleton<BackupShelf>()
            .AddSingleton<BackupMaker>()
            .AddSingleton<BackupNotice>()
            .AddHostedService<BackupWatch>()
            .AddSingleton<DataRestorer>()
            .AddSingleton<DataCompactor>()
            .AddScoped<BackupStore>();
    }
}
