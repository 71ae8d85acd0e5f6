using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TaskScheduler.Core;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Benchmarks.Engine;

/// <summary>The engine of TaskScheduler in this process, put together as the program does it, at its defaults.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    // One create is one transaction; this many keep it short enough to be answered at once.
    private const int CreatedAtOnce = 2_000;

    private readonly IHost host;
    private readonly TaskStore tasks;

    private EngineHost(IHost host)
    {
        this.host = host;
        tasks = host.Services.GetRequiredService<TaskStore>();
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<EngineHost> StartAsync(string dataFolder, Starts starts)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection([new("TaskScheduler:DataDirectory", dataFolder)]);
        builder.Services.AddTaskSchedulerCore(builder.Configuration).AddSingleton<ITaskType>(new NoOpTaskType(starts));
        var built = builder.Build();
        await built.StartAsync();
        return new(built);
    }

    /// <summary>Returns when all are stored and the clock knows them, or some when it is to stop.</summary>
    public async Task CreateAsync(IEnumerable<TaskDraft> drafts, CancellationToken stop = default)
    {
        foreach (var chunk in drafts.Chunk(CreatedAtOnce))
        {
            if (stop.IsCancellationRequested)
                return;
            var created = await tasks.CreateManyAsync(chunk, CancellationToken.None);
            if (!created.Succeeded)
                throw new InvalidOperationException($"{created.Faults[0].Field}: {created.Faults[0].Message}");
        }

        await host.Services.GetRequiredService<TaskClock>().SettledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
