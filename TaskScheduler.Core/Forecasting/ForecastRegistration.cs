using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Forecasting.WhatIf;

namespace TaskScheduler.Core.Forecasting;

/// <summary>Puts together what looks ahead.</summary>
internal static class ForecastRegistration
{
    /// <summary>Stands after the engine, which opens the database.</summary>
    public static IServiceCollection AddForecasting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ForecastOptions>().Bind(configuration.GetSection(ForecastOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<IInstances, SingleInstance>();
        return services
            .AddSingleton<IValidateOptions<ForecastOptions>, ForecastOptionsCheck>()
            .AddSingleton(provider => new LoadForecast(provider.GetRequiredService<IInstances>(), provider.GetRequiredService<TimeProvider>()))
            .AddScoped(provider => new WhatIfForecast(provider.GetRequiredService<TimeProvider>()))
            .AddScoped(provider => new LoadSpreader(provider.GetRequiredService<TimeProvider>()));
    }
}
