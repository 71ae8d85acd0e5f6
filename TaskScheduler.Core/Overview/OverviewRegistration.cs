using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Overview;

/// <summary>Puts together what tells how things stand.</summary>
internal static class OverviewRegistration
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddSingleton<RunPace>()
        .AddSingleton<UsualLengths>()
        .AddSingleton(provider => new StandingInMemory(
            provider.GetRequiredService<RunningRuns>(),
            provider.GetRequiredService<HeldRuns>(),
            provider.GetRequiredService<LateStarts>(),
            provider.GetRequiredService<RunPace>(),
            provider.GetRequiredService<HealthBoard>()))
        .AddSingleton<OverviewStore>();
}
