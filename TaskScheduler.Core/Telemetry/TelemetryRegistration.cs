using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Telemetry.Export;
using TaskScheduler.Core.Telemetry.Prometheus;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Puts together what is measured and who is told.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsCheck>();
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection("TaskScheduler:Telemetry")).ValidateOnStart();
        return services
            .AddSingleton<SchedulerMeter>()
            .AddSingleton<SchedulerGauges>()
            .AddSingleton<PrometheusReader>()
            .AddSingleton<IEndedRunsFollower, NeverStartedRuns>()
            .AddHostedService<TelemetryExport>();
    }
}
