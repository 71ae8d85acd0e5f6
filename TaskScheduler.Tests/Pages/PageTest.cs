using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Runs.Comparison;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Pages;

/// <summary>Renders pages over the real core on manual time, with a database of their own.</summary>
public abstract class PageTest : ComponentTest, IAsyncLifetime
{
    protected SchedulerDriver Engine { get; private set; } = default!;

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static ScheduleDraft Daily { get; } = new() { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" };

    public virtual async ValueTask InitializeAsync()
    {
        Engine = await SchedulerDriver.StartAsync();
        Services
            .AddSingleton<TimeProvider>(new PageClock(Engine.Time))
            .AddSingleton(Engine.Tasks)
            .AddSingleton(Engine.Runs)
            .AddSingleton(Engine.Get<OutputStore>())
            .AddSingleton(Engine.Get<RunOutputs>())
            .AddSingleton(Engine.Get<SecretMask>())
            .AddSingleton(Engine.RunControl)
            .AddSingleton(Engine.Get<RunComparer>())
            .AddSingleton(Engine.Get<RunBulk>())
            .AddSingleton(Engine.Get<DeadLetterStore>())
            .AddSingleton(Engine.Get<LimitStore>())
            .AddSingleton(Engine.Get<AlertRuleStore>())
            .AddSingleton(Engine.Get<IncidentStore>())
            .AddSingleton(Engine.Get<IncidentClosing>())
            .AddSingleton(Engine.Get<WorkBoard>())
            .AddSingleton(Engine.Get<WorkStore>())
            .AddSingleton(Engine.Get<ChannelStore>())
            .AddSingleton(Engine.Hooks)
            .AddSingleton(Engine.Secrets)
            .AddSingleton(Engine.Feed)
            .AddSingleton(Engine.Get<BellStore>())
            .AddSingleton(Engine.Get<AccountDirectory>())
            .AddSingleton(Engine.Get<TaskHistory>())
            .AddSingleton(Engine.Get<AuditStore>())
            .AddSingleton(Engine.Get<LoadForecast>())
            .AddSingleton(Engine.Get<WhatIfForecast>())
            .AddSingleton(Engine.Get<LoadSpreader>())
            .AddSingleton<ICaller>(Engine.Caller)
            .AddSingleton(Engine.Get<TaskTypeCatalog>());
    }

    public new async ValueTask DisposeAsync()
    {
        await DisposeComponentsAsync();
        await base.DisposeAsync();
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<ScheduledTask> TaskAsync(string title, params string[] tags)
    {
        var created = await Engine.Tasks.CreateAsync(new TaskDraft { Title = title, Type = "scripted", Schedule = Daily, Tags = tags, Execution = SchedulerDriver.Once }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task;
    }

    /// <summary>The time of day is the engine's; pauses pass by themselves, and a test waits for what is seen after them.</summary>
    private sealed class PageClock(TimeProvider engine) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => engine.GetUtcNow();
    }
}
