using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics;

/// <summary>Puts together what sums up ended runs, and who reads the sums.</summary>
internal static class MetricsRegistration
{
    /// <summary>Stands after the engine, which opens the database, and stops before it.</summary>
    public static IServiceCollection AddRunMetrics(this IServiceCollection services) => services
        .AddSingleton<HistoryCount>()
        .AddSingleton<IRunsNeeded, HistoryNeed>()
        .AddSingleton<JournalRoller>()
        .AddSingleton<RollupCondenser>()
        .AddSingleton<RankingKeeper>()
        .AddScoped(provider => new MetricsStore(
            provider.GetRequiredService<IDbContextFactory<SchedulerDb>>(),
            provider.GetRequiredService<HistoryCount>(),
            provider.GetRequiredService<ICaller>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddScoped<RankingStore>()
        .AddHostedService<RollWatch>()
        .AddHostedService<HistoryWatch>()
        .AddHostedService<RankingWatch>();
}
