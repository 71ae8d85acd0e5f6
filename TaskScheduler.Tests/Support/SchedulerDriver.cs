using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Secrets;

namespace TaskScheduler.Tests.Support;

/// <summary>The real core on manual time and a data folder of its own, driven by hand.</summary>
public sealed class SchedulerDriver : IAsyncDisposable
{
    // Manual time never passes by itself, so a stop interrupts what a test left running unless the test says otherwise.
    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["TaskScheduler:Runs:StopGrace"] = "00:00:00", ["TaskScheduler:Backup:Daily"] = "false" };
    private string folder = Directory.CreateTempSubdirectory("taskscheduler-").FullName;
    private IHost host;

    private readonly Action<IServiceCollection> also;

    private SchedulerDriver(DateTimeOffset start, Action<IServiceCollection> also, params (string Key, string Value)[] settings)
    {
        Time = new ManualTime(start);
        this.also = also;
        foreach (var (key, value) in settings)
            this.settings[key] = value;
        host = Build();
    }

    /// <summary>A Tuesday, in the middle of an ordinary hour.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>No retries.</summary>
    public static ExecutionDraft Once { get; } = new() { Retry = new() { Kind = "none" } };

    public ManualTime Time { get; }

    public ScriptedTaskType Work { get; } = new();

    /// <summary>Who asks for what a test does from now on.</summary>
    public SettableCaller Caller { get; } = new();

    public TaskStore Tasks => Get<TaskStore>();

    public RunStore Runs => Get<RunStore>();

    public RunControl RunControl => Get<RunControl>();

    public TaskHooks Hooks => Get<TaskHooks>();

    public SecretStore Secrets => Get<SecretStore>();

    /// <summary>What keeps secrets; a test can lose its keys.</summary>
    public KeyedCipher Cipher { get; } = new();

    public LiveFeed Feed => Get<LiveFeed>();

    public string DatabaseFile => Path.Combine(folder, "taskscheduler.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<SchedulerDriver> StartAsync(params (string Key, string Value)[] settings) => StartAtAsync(Noon, settings);

    public static Task<SchedulerDriver> StartAtAsync(DateTimeOffset start, params (string Key, string Value)[] settings) => StartAsync(start, _ => { }, settings);

    /// <summary>Starts with something in the place of a part of the program, such as a mail server.</summary>
    public static Task<SchedulerDriver> StartWithAsync(Action<IServiceCollection> also, params (string Key, string Value)[] settings) => StartAsync(Noon, also, settings);

    private static async Task<SchedulerDriver> StartAsync(DateTimeOffset start, Action<IServiceCollection> also, params (string Key, string Value)[] settings)
    {
        var driver = new SchedulerDriver(start, also, settings);
        await driver.host.StartAsync(Cancel);
        return driver;
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Creates a task that is expected to be right.</summary>
    /// <param name="execution">Not said, nothing is tried again by itself: most tests are about one attempt.</param>
    public async Task<TaskView> CreateAsync(ScheduleDraft schedule, string title = "Water the plants", string? timeLimit = null, ExecutionDraft? execution = null)
    {
        var created = await Tasks.CreateAsync(new TaskDraft { Title = title, Type = "scripted", Schedule = schedule, TimeLimit = timeLimit, Execution = execution ?? Once }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!;
    }

    /// <summary>Moves time on; stops at every due instant on the way until what is due then is recorded.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var target = Time.GetUtcNow() + span;
        await Get<TaskClock>().SettledAsync();
        while (await NextDueAsync() is { } due && due <= target)
        {
            Time.MoveTo(due);
            await UntilAsync(async () => await NextDueAsync() is not { } next || next > due);
        }

        Time.MoveTo(target);
    }

    /// <summary>Returns once a condition holds; it is asked again after every change in the feed.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var changes = Feed.Subscribe();
        while (!await condition())
            await changes.ReadAsync(Cancel);
    }

    /// <summary>Returns the ended runs, newest first, once there are this many.</summary>
    public async Task<IReadOnlyList<Run>> EndedAsync(int count = 1)
    {
        IReadOnlyList<Run> ended = [];
        await UntilAsync(async () => (ended = (await Runs.ListExecutedAsync(new RunQuery(1, 500), Cancel)).Items).Count >= count);
        return ended;
    }

    /// <summary>The run that has not ended, if there is one; of several the one that was due first.</summary>
    public async Task<Run?> FindActiveAsync() => (await ActiveAsync()).FirstOrDefault();

    /// <summary>The runs that have not ended, those that were due first first.</summary>
    public async Task<IReadOnlyList<Run>> ActiveAsync()
    {
        await using var db = Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var ids = await db.Runs.Where(run => run.EndedAt == null).OrderBy(run => run.DueAt).Select(run => run.Id).ToListAsync(Cancel);
        return [.. (await Runs.FindManyAsync(ids, Cancel)).OrderBy(run => ids.IndexOf(run.Id))];
    }

    /// <summary>What is in the outbox, in the order in which it was put there.</summary>
    public async Task<IReadOnlyList<MessageRow>> MessagesAsync()
    {
        await using var db = Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Messages.OrderBy(message => message.Id).ToListAsync(Cancel);
    }

    /// <summary>Stops the program as Ctrl+C does.</summary>
    public async Task StopAsync()
    {
        await host.StopAsync(Cancel);
        host.Dispose();
    }

    /// <summary>Starts the program again on the same data, after <paramref name="down"/>.</summary>
    public async Task StartAgainAsync(TimeSpan down = default)
    {
        Time.JumpTo(Time.GetUtcNow() + down);
        host = Build();
        await host.StartAsync(Cancel);
    }

    /// <summary>Lets the program go on with the data as it is on disk at this instant: what a kill would leave.</summary>
    public async Task CrashAndStartAgainAsync(TimeSpan down = default)
    {
        var copy = Directory.CreateTempSubdirectory("taskscheduler-").FullName;
        foreach (var file in Directory.GetFiles(folder, "taskscheduler.db*"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var (killedHost, killedFolder) = (host, folder);
        folder = copy;
        await StartAgainAsync(down);
        killedHost.Dispose();
        Directory.Delete(killedFolder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<DateTimeOffset?> NextDueAsync()
    {
        await using var db = Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var next = await db.Plans.Where(plan => plan.NextDueAt != PlanRow.Never).OrderBy(plan => plan.NextDueAt).Select(plan => (long?)plan.NextDueAt).FirstOrDefaultAsync(Cancel);
        return next is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null;
    }

    private IHost Build()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        settings["TaskScheduler:DataDirectory"] = folder;
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<ITaskType>(Work).AddSingleton<ICaller>(Caller).AddSingleton<ISecretCipher>(Cipher).AddTaskSchedulerCore(builder.Configuration);
        also(builder.Services);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}

/// <summary>Whoever a test says is calling; the program itself until it says so.</summary>
public sealed class SettableCaller : ICaller
{
    public Actor Actor { get; set; } = Actor.Program;

    /// <summary>From here on somebody with this name and role calls.</summary>
    public Actor Becomes(string name, Role role = Role.Administrator) =>
        Actor = new() { AccountId = Guid.CreateVersion7(), Name = name, From = "192.0.2.7", Role = role, Rights = Actor.RightsOf(role) };
}
