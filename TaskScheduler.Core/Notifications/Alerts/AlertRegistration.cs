using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Notifications.Alerts.Told;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>Puts together the rules of alerts and those who look by them.</summary>
internal static class AlertRegistration
{
    /// <summary>Stands after the engine, which opens the database.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertRules>()
        .AddSingleton<IncidentBook>()
        .AddSingleton(provider => new RunAlerts(provider.GetRequiredService<AlertRules>(), provider.GetRequiredService<IncidentBook>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LongRuns>()
        .AddSingleton<OverdueTasks>()
        .AddSingleton<Recipients>()
        .AddSingleton<AlertWriter>()
        .AddSingleton<IncidentPost>()
        .AddSingleton<IncidentStore>()
        .AddScoped<AlertRuleStore>()
        .AddScoped<IncidentClosing>()
        .AddHostedService<AlertWatch>()
        .AddHostedService<IncidentTeller>();
}
