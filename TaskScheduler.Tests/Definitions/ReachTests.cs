using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Definitions;

public sealed class ReachTests : IAsyncLifetime
{
    private const string Daily = "    type: scripted\n    schedule: { kind: cron, cron: 0 9 * * * }\n";

    private static readonly Actor viewer = new() { Name = "viewer", Rights = Rights.Read };
    private static readonly Actor kim = new() { Name = "kim", AccountId = Guid.NewGuid(), Role = Role.Operator, Rights = Actor.RightsOf(Role.Operator) };
    private static readonly Actor ada = kim with { Name = "ada", AccountId = Guid.NewGuid(), SharedTags = ["shared"] };

    private SchedulerDriver engine = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => engine = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_task_of_somebody_else_is_a_fault_in_the_plan()
    {
        await ApplyAsync(kim, $"tasks:\n  - title: Of Kim\n{Daily}  - title: Shared\n    tags: [shared]\n{Daily}");
        const string Later = "tasks:\n  - title: Of Kim\n    type: scripted\n    schedule: { kind: cron, cron: 0 8 * * * }\n  - title: Shared\n    type: scripted\n    schedule: { kind: cron, cron: 0 8 * * * }\n";

        var plan = await As(ada).PlanAsync(DefinitionFile.Read(Later), null, Cancel);

        Assert.Equal("tasks[0].id", Assert.Single(plan.Faults).Place);
        Assert.Equal(Refusal.Invalid, (await ApplyAsync(ada, Later)).Refusal);
        Assert.True((await ApplyAsync(kim, Later)).Succeeded);
    }

    [Fact]
    public async Task Only_what_is_within_reach_is_removed()
    {
        await ApplyAsync(kim, $"tasks:\n  - title: Of Kim\n{Daily}");
        await ApplyAsync(ada, $"tasks:\n  - title: Of Ada\n{Daily}");

        var plan = await As(ada).PlanAsync(DefinitionFile.Read("tasks: []"), new Prune(null), Cancel);

        Assert.Equal("Of Ada", Assert.Single(plan.Removed).Title);
    }

    [Fact]
    public async Task A_deleted_task_of_somebody_else_can_not_be_brought_back()
    {
        var id = Guid.CreateVersion7();
        var file = $"tasks:\n  - id: {id}\n    title: Of Kim\n{Daily}";
        await ApplyAsync(kim, file);
        await engine.Tasks.DeleteAsync(id, Cancel);

        Assert.Equal("tasks[0].id", Assert.Single((await As(ada).PlanAsync(DefinitionFile.Read(file), null, Cancel)).Faults).Place);
        await ApplyAsync(Actor.Program, file);

        Assert.Equal((kim.AccountId, 2), (await engine.Tasks.FindAsync(id, Cancel)) is { } back ? (back.Task.OwnerId, back.Task.Version) : default);
    }

    [Fact]
    public async Task The_audit_trail_says_who_applied_what()
    {
        await ApplyAsync(kim, $"tasks:\n  - title: Of Kim\n{Daily}  - title: Gone\n{Daily}");
        await As(kim).ApplyAsync(DefinitionFile.Read($"tasks:\n  - title: Of Kim\n    tags: [new]\n{Daily}"), new Prune(null), null, Cancel);

        engine.Caller.Actor = Actor.Program;
        var entries = (await engine.Get<AuditStore>().ListAsync(new(), null, 10, Cancel)).Value!.Items;

        Assert.Equal(["task.changed", "task.created", "task.created", "task.deleted"], entries.Select(entry => entry.Action).Order());
        Assert.All(entries, entry => Assert.Equal("kim", entry.Actor));
        Assert.Equal("tags", Assert.Single(FieldChange.InDetail(entries.Single(entry => entry.Action == "task.changed").Detail)).Field);
    }

    [Fact]
    public async Task Who_may_only_look_applies_nothing()
    {
        var file = $"tasks:\n  - title: New\n{Daily}";

        Assert.Equal("tasks", Assert.Single((await As(viewer).PlanAsync(DefinitionFile.Read(file), null, Cancel)).Faults).Place);
        Assert.Equal(Refusal.Forbidden, (await ApplyAsync(viewer, file)).Refusal);
    }

    private Task<Result<DefinitionPlan>> ApplyAsync(Actor actor, string file) => As(actor).ApplyAsync(DefinitionFile.Read(file), null, null, Cancel);

    private TaskDefinitions As(Actor actor)
    {
        engine.Caller.Actor = actor;
        return engine.Get<TaskDefinitions>();
    }
}
