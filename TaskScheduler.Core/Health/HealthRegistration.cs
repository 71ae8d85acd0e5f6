using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Health.Plans;

namespace TaskScheduler.Core.Health;

/// <summary>Puts together what tells how the program is. Whatever registers a further <see cref="IHealthSource"/> is asked too.</summary>
internal static class HealthRegistration
{
    /// <summary>Stands after the engine, which opens the database.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddCheckedOptions<HealthOptions, HealthOptionsCheck>(configuration.GetSection("TaskScheduler:Health"))
            .AddSingleton<FactBoard>()
            .AddSingleton<FactGathering>()
            .AddSingleton<HealthBoard>()
            .AddSource<DatabaseHealth>()
            .AddSource<ClockHealth>()
            .AddSource<QueueHealth>()
            .AddSource<LateStarts>()
            .AddSource<PlanStanding>()
            .AddSource<MailHealth>()
            .AddSource<DiskHealth>()
            .AddSource<BackupHealth>()
            .AddSource<ClockSteps>()
            .AddSingleton<PlanRepair>()
            .AddSingleton<PlanCheck>()
            .AddHostedService<HealthWatch>()
            .AddHostedService<PlanWatch>();
    }

    private static IServiceCollection AddSource<T>(this IServiceCollection services)
        where T : class, IHealthSource => services.AddSingleton<T>().AddSingleton<IHealthSource>(provider => provider.GetRequiredService<T>());
}
