using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TaskScheduler.Benchmarks.Stored;
using TaskScheduler.Core;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.History;

/// <summary>Fills a data folder: tasks as people create them, and a year of runs with what belongs to them. The figures are made by the program's own count of what it finds.</summary>
internal static class Seeding
{
    private const int TasksAtOnce = 2_000;
    private const int RunsAtOnce = 20_000;

    /// <summary>Adds to what is in the folder.</summary>
    public static async Task FillAsync(string folder, HistorySize size)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("TaskScheduler:DataDirectory", folder)]);
        builder.Services.AddTaskSchedulerCore(builder.Configuration).KeepStorageOnly();
        using var host = builder.Build();
        await host.StartAsync();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await AddTasksAsync(scope.ServiceProvider.GetRequiredService<TaskStore>(), size.Tasks);
            await AddRunsAsync(host.Services, size);
            await CountAsync(scope.ServiceProvider, size);
        }

        await host.StopAsync();
    }

    private static async Task AddTasksAsync(TaskStore tasks, int count)
    {
        foreach (var chunk in StoredTasks.Drafts(count).Chunk(TasksAtOnce))
            if (await tasks.CreateManyAsync(chunk, CancellationToken.None) is { Succeeded: false } refused)
                throw new InvalidOperationException($"{refused.Faults[0].Field}: {refused.Faults[0].Message}");
        Progress.Say($"{count:N0} tasks are stored");
    }

    private static async Task AddRunsAsync(IServiceProvider services, HistorySize size)
    {
        var gate = services.GetRequiredService<IWriteGate>();
        List<Guid> tasks;
        await using (var db = services.GetRequiredService<IDbContextFactory<SchedulerDb>>().CreateDbContext())
            tasks = await db.Tasks.OrderBy(task => task.Id).Select(task => task.Id).ToListAsync();
        var types = new[] { "notification", "http", "email", "command" };
        await gate.WriteAsync(session =>
        {
            for (var at = 0; at < tasks.Count; at++)
                session.Statement("UPDATE tasks SET type = @type WHERE id = @id AND type = 'notification'").With("@type", types[at % types.Length]).With("@id", tasks[at]).Execute();
            return Task.FromResult(true);
        });
        var rows = new HistoryRows([.. tasks.Take(size.Tasks)], types);
        var until = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds();
        var span = (long)TimeSpan.FromDays(365).TotalMilliseconds;
        for (var first = 0; first < size.Runs; first += RunsAtOnce)
        {
            var from = first;
            await gate.WriteAsync(session =>
            {
                for (var number = from; number < Math.Min(size.Runs, from + RunsAtOnce); number++)
                    rows.Add(session, PastRun.Of(number, size, until - span, span), number >= size.Runs - HistoryRows.WithOutput);
                return Task.FromResult(true);
            });
            if (first % (RunsAtOnce * 25) == 0)
                Progress.Say($"{first:N0} runs");
        }
    }

    private static async Task CountAsync(IServiceProvider services, HistorySize size)
    {
        Progress.Say("The program counts them");
        await services.GetRequiredService<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement(Core.Persistence.Sqlite.Steps.Rollups.HistorySql).Execute()));
        await services.GetRequiredService<HistoryCount>().CountAsync();
        foreach (var window in MetricsWindows.ShortestFirst)
            await services.GetRequiredService<RankingKeeper>().RenewAsync(window, CancellationToken.None);
        var summed = (await services.GetRequiredService<MetricsStore>().ByTypeAsync(MetricsWindow.Year, CancellationToken.None)).Value!.All;
        await using var db = services.GetRequiredService<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var (runs, failed) = (await db.Runs.CountAsync(), await db.Runs.CountAsync(run => run.State == Core.Runs.RunState.Failed || run.State == Core.Runs.RunState.TimedOut || run.State == Core.Runs.RunState.DeadLettered));
        if (summed.Count != runs || summed.Failures != failed)
            throw new InvalidOperationException($"{runs:N0} runs are in the database, {failed:N0} of them failed; the figures say {summed.Count:N0} and {summed.Failures:N0}.");
        Progress.Say($"{size.Runs:N0} runs of {size.Tasks:N0} tasks are stored, and the figures say the same");
    }
}
