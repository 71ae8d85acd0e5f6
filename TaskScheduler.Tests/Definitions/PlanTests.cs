using System.Globalization;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Definitions;

public sealed class PlanTests : IAsyncLifetime
{
    private const string Daily = "    type: scripted\n    schedule: { kind: cron, cron: 0 9 * * * }\n";

    private SchedulerDriver engine = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskDefinitions Definitions => engine.Get<TaskDefinitions>();

    public async ValueTask InitializeAsync() => engine = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_plan_says_what_would_be_added_changed_and_removed()
    {
        var changed = await CreateAsync("Water the plants");
        var gone = await CreateAsync("Feed the cat");

        var plan = await PlanAsync($"tasks:\n  - title: Water the plants\n    type: scripted\n    schedule: {{ kind: cron, cron: 0 8 * * * }}\n    tags: [home]\n  - title: Call home\n{Daily}", new Prune(null));

        Assert.Empty(plan.Faults);
        Assert.Equal("Call home", Assert.Single(plan.Added).Title);
        Assert.Equal((changed.Id, 2), (Assert.Single(plan.Changed).Id, plan.Changed[0].Line));
        Assert.Equal([new("schedule.cron", "0 9 * * *", "0 8 * * *"), new("tags", null, "home")], plan.Changed[0].Fields);
        Assert.Equal(gone.Id, Assert.Single(plan.Removed).Id);
    }

    [Fact]
    public async Task Nothing_is_removed_unless_it_was_asked_for()
    {
        var (kept, gone) = (await CreateAsync("Feed the cat"), await CreateAsync("Call home", "home"));

        Assert.True((await PlanAsync("tasks: []")).ChangesNothing);
        Assert.Equal(gone.Id, Assert.Single((await PlanAsync("tasks: []", new Prune("home"))).Removed).Id);
        Assert.Contains(kept.Id, (await PlanAsync("tasks: []", new Prune(null))).Removed.Select(task => task.Id));
    }

    [Fact]
    public async Task A_task_may_be_renamed_by_its_id()
    {
        var task = await CreateAsync("Water the plants");

        var applied = await ApplyAsync($"tasks:\n  - id: {task.Id}\n    title: Water all plants\n{Daily}");

        Assert.Empty(applied.Faults);
        Assert.Equal(("Water all plants", 2), (await FindAsync(task.Id)) is { } now ? (now.Task.Title, now.Task.Version) : default);
    }

    [Fact]
    public async Task What_could_mean_two_tasks_is_a_fault_that_says_what_to_do()
    {
        await CreateAsync("Water the plants");
        await CreateAsync("Water the plants");

        var plan = await PlanAsync($"tasks:\n  - title: Water the plants\n{Daily}  - title: Twice\n{Daily}  - title: Twice\n{Daily}");

        Assert.Equal([("tasks[0].title", 2), ("tasks[2].title", 8)], plan.Faults.Select(fault => (fault.Place, fault.Line ?? 0)));
        Assert.Contains("add the id", plan.Faults[0].Message);
    }

    [Fact]
    public async Task A_broken_rule_is_said_at_its_line()
    {
        var plan = await PlanAsync("tasks:\n  - title: A\n    type: http\n    payload:\n      method: FETCH\n      url: https://example.org/\n    schedule:\n      kind: cron\n      cron: 0 25 * * *\n");

        Assert.Equal([("tasks[0].payload.method", 5), ("tasks[0].schedule.cron", 9)], plan.Faults.Select(fault => (fault.Place, fault.Line ?? 0)));
    }

    [Fact]
    public async Task Applying_does_all_of_it_or_nothing()
    {
        await CreateAsync("Feed the cat");

        var refused = await ApplyAsync($"tasks:\n  - title: Call home\n{Daily}  - title: Broken\n    type: scripted\n", new Prune(null));

        Assert.Equal("tasks[1].schedule", Assert.Single(refused.Faults).Field);
        Assert.Equal("Feed the cat", Assert.Single((await engine.Tasks.ListAsync(new(new()), Cancel)).Items).Task.Title);
    }

    [Fact]
    public async Task What_is_applied_is_what_was_looked_at()
    {
        var file = DefinitionFile.Read($"tasks:\n  - title: Call home\n{Daily}");
        var plan = await Definitions.PlanAsync(file, null, Cancel);
        await CreateAsync("Call home");

        var refused = await Definitions.ApplyAsync(file, null, plan.Fingerprint, Cancel);

        Assert.Equal((Core.Refusal.Conflict, "fingerprint"), (refused.Refusal, refused.Faults[0].Field));
    }

    [Fact]
    public async Task Added_tasks_become_due_and_changed_ones_by_their_new_schedule()
    {
        var task = await CreateAsync("Water the plants");
        await ApplyAsync($"tasks:\n  - id: {task.Id}\n    title: Water\n    type: scripted\n    schedule: {{ kind: cron, cron: 0 13 * * * }}\n  - title: Call\n    type: scripted\n    schedule: {{ kind: interval, every: PT1H }}\n");

        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        var ended = await engine.EndedAsync(2);

        Assert.Equal(["Call", "Water"], ended.Select(run => run.Title).Order());
    }

    [Fact]
    public async Task Active_is_kept_unless_the_file_says_it()
    {
        var task = await CreateAsync("Water the plants");
        await engine.Tasks.SetActiveAsync(task.Id, false, Cancel);

        Assert.True((await PlanAsync($"tasks:\n  - title: Water the plants\n{Daily}")).ChangesNothing);
        await ApplyAsync($"tasks:\n  - title: Water the plants\n    active: true\n{Daily}  - title: Later\n    active: false\n{Daily}");

        Assert.Equal(TaskStatus.Pending, (await FindAsync(task.Id))!.Status);
        Assert.Equal(1, (await engine.Tasks.ListAsync(new(new() { Status = TaskStatus.Inactive }), Cancel)).Total);
    }

    [Fact]
    public async Task An_interval_without_a_start_goes_on_in_its_rhythm()
    {
        const string File = "tasks:\n  - title: Call\n    type: scripted\n    schedule: { kind: interval, every: PT1H }\n";
        await ApplyAsync(File);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(90));

        Assert.True((await PlanAsync(File)).ChangesNothing);
    }

    [Fact]
    public async Task A_deleted_task_comes_back_under_its_id_and_goes_on_counting_versions()
    {
        var task = await CreateAsync("Water the plants");
        var file = await Definitions.ExportAsync(new(), DefinitionFormat.Yaml, Cancel);
        await engine.Tasks.DeleteAsync(task.Id, Cancel);

        await ApplyAsync(file);
        await ApplyAsync(file.Replace("Water the plants", "Water all", StringComparison.Ordinal));

        Assert.Equal(("Water all", 3), (await FindAsync(task.Id)) is { } now ? (now.Task.Title, now.Task.Version) : default);
    }

    [Fact]
    public async Task Ten_thousand_tasks_are_applied_and_planned_in_one_go()
    {
        var tasks = string.Concat(Enumerable.Range(0, 10_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"  - title: Task {number}\n{Daily}")));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var added = await ApplyAsync("tasks:\n" + tasks);
        var changed = await ApplyAsync("tasks:\n" + tasks.Replace("0 9", "0 8", StringComparison.Ordinal));

        Assert.Equal((10_000, 10_000), (added.Value!.Added.Count, changed.Value!.Changed.Count));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"It took {clock.Elapsed}.");
    }

    private async Task<ScheduledTask> CreateAsync(string title, params string[] tags)
    {
        var created = await engine.Tasks.CreateAsync(new() { Title = title, Type = "scripted", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" }, Tags = tags }, Cancel);
        return created.Value!.Task;
    }

    private Task<TaskView?> FindAsync(Guid id) => engine.Tasks.FindAsync(id, Cancel);

    private Task<DefinitionPlan> PlanAsync(string text, Prune? prune = null) => Definitions.PlanAsync(DefinitionFile.Read(text), prune, Cancel);

    private Task<Core.Result<DefinitionPlan>> ApplyAsync(string text, Prune? prune = null) => Definitions.ApplyAsync(DefinitionFile.Read(text), prune, null, Cancel);
}
