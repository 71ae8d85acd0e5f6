using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Keeping;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.Past;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting;

/// <summary>Puts together what looks ahead.</summary>
internal static class ForecastRegistration
{
    /// <summary>Stands after the engine, which opens the database.</summary>
    public static IServiceCollection AddForecasting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ForecastOptions, ForecastOptionsCheck>(configuration.GetSection(ForecastOptions.Section));
        services.TryAddSingleton<IInstances, SingleInstance>();
        return services
            .AddSingleton<LearnedDurations>()
            .AddSingleton<IEndedRunsFollower>(provider => provider.GetRequiredService<LearnedDurations>())
            .AddSingleton<PastLoad>()
            .AddSingleton<IEndedRunsFollower>(provider => provider.GetRequiredService<PastLoad>())
            .AddSingleton<LoadModel>()
            .AddSingleton<PlannedTasks>()
            .AddSingleton<WaitingLoad>()
            .AddSingleton<ForecastMemory>()
            .AddSingleton<ForecastChores>()
            .AddSingleton<WhatIfTime>()
            .AddSingleton<SpreadSelection>()
            .AddSingleton(provider => new LoadForecast(
                provider.GetRequiredService<ForecastMemory>(),
                provider.GetRequiredService<IInstances>(),
                provider.GetRequiredService<IOptions<ForecastOptions>>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddHostedService<ForecastKeeper>()
            .AddScoped(provider => new WhatIfForecast(
                provider.GetRequiredService<LoadModel>(),
                provider.GetRequiredService<IInstances>(),
                provider.GetRequiredService<TaskQueries>(),
                provider.GetRequiredService<TaskRules>(),
                provider.GetRequiredService<ICaller>(),
                provider.GetRequiredService<WhatIfTime>()))
            .AddScoped(provider => new LoadSpreader(
                provider.GetRequiredService<LoadModel>(),
                provider.GetRequiredService<IInstances>(),
                provider.GetRequiredService<SpreadSelection>(),
                provider.GetRequiredService<TaskStore>(),
                provider.GetRequiredService<ICaller>(),
                provider.GetRequiredService<WhatIfTime>()));
    }
}
