using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Telemetry.Export;
using TaskScheduler.Core.Telemetry.Prometheus;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Puts together what is measured and who is told.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddCheckedOptions<TelemetryOptions, TelemetryOptionsCheck>(configuration.GetSection("TaskScheduler:Telemetry"))
            .AddSingleton<SchedulerMeter>()
            .AddSingleton<SchedulerGauges>()
            .AddSingleton<PrometheusReader>()
            .AddSingleton<IEndedRunsFollower, EndedRunCounts>()
            .AddHostedService<TelemetryExport>();
    }
}
