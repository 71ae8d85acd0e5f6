using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace TaskScheduler.Benchmarks.Peer;

/// <summary>Quartz with its own SQLite store. It creates its tables itself.</summary>
internal sealed class PeerHost : IAsyncDisposable
{
    private const int ScheduledAtOnce = 1_000;

    private readonly ServiceProvider services;
    private readonly IScheduler scheduler;
    private readonly PeerSetting setting;

    private PeerHost(ServiceProvider services, IScheduler scheduler, PeerSetting setting)
    {
        this.services = services;
        this.scheduler = scheduler;
        this.setting = setting;
    }

    /// <summary>Builds it without starting it.</summary>
    public static async Task<PeerHost> BuildAsync(string databaseFile, PeerSetting setting, Starts starts)
    {
        if (setting.Wal)
            UseWal(databaseFile);
        var registered = new ServiceCollection();
        registered.AddLogging();
        registered.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store => UseStore(store, databaseFile, setting));
            quartz.UseJobFactory(new NoOpJob(starts));
            if (setting.Pool is { } pool)
                quartz.UseDefaultThreadPool(pool);
            if (setting.Batch is { } batch)
                quartz.ConfigureScheduler(options => options.MaxBatchSize = batch);
        });
        var provider = registered.BuildServiceProvider();
        return new(provider, await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(), setting);
    }

    public async Task StartAsync() => await scheduler.Start();

    /// <summary>Stores one job with one trigger for each, or one job for all of them; only some when it is to stop.</summary>
    public async Task ScheduleAsync(IEnumerable<TriggerBuilder<IJob>> triggers, CancellationToken stop = default)
    {
        var shared = setting.SharedJob ? JobOf("shared") : null;
        if (shared is not null)
            await scheduler.AddJob(shared, AddJobOptions.Replacing);
        var number = 0;
        foreach (var chunk in triggers.Chunk(ScheduledAtOnce))
        {
            if (stop.IsCancellationRequested)
                return;
            var jobs = new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>>();
            var ofShared = new List<ITrigger>();
            foreach (var trigger in chunk)
                if (shared is null)
                    jobs.Add(JobOf($"job-{++number}"), [trigger.Build()]);
                else
                    ofShared.Add(trigger.ForJob(shared).Build());
            if (shared is not null)
                jobs.Add(shared, ofShared);
            await scheduler.ScheduleJobs(jobs, ScheduleJobOptions.Replacing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await scheduler.Shutdown(waitForJobsToComplete: true);
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static IJobDetail JobOf(string name) => JobBuilder.Create<NoOpJob>().WithIdentity(name).StoreDurably().Build();

    private static void UseStore(IPersistentStoreBuilder store, string databaseFile, PeerSetting setting)
    {
        var connectionString = $"Data Source={databaseFile}";
        if (setting.Synchronous is { } synchronous)
            store.UseSqlite(new PeerConnections(synchronous), connectionString);
        else
            store.UseSqlite(connectionString);
        store.ProvisionSchema();
        if (setting.History != PeerHistory.None)
            store.UseExecutionHistory();
        if (setting.History == PeerHistory.Behind)
            store.Services.Configure<ExecutionHistoryOptions>(options => options.WriteBehindInterval = TimeSpan.FromSeconds(1));
    }

    // The journal mode stays with the file; the other settings are made with each connection.
    private static void UseWal(string databaseFile)
    {
        using var connection = new SqliteConnection($"Data Source={databaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }
}
