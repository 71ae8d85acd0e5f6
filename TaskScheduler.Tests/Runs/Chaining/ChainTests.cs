using System.Text.Json.Nodes;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Chaining;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.Retries;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Chaining;

public sealed class ChainTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Child_and_grandchild_follow_a_run_that_succeeded()
    {
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent), "Child");
        var grandchild = await driver.CreateAsync(After(child), "Grandchild");

        await RunAsync(parent);
        var ended = await driver.EndedAsync(3);

        Assert.Equal([parent.Task.Id, child.Task.Id, grandchild.Task.Id], driver.Work.Performed.Select(run => run.TaskId));
        Assert.Equal([RunTrigger.Chain, RunTrigger.Chain], ended.Where(run => run.TaskId != parent.Task.Id).Select(run => run.Trigger));
    }

    [Fact]
    public async Task The_child_is_given_how_its_parent_ended_and_what_it_put_out()
    {
        var parent = await ParentAsync();
        await driver.CreateAsync(After(parent), "Child");
        driver.Work.Script = (run, cancel) => run.TaskId == parent.Task.Id ? ScriptedTaskType.Says("12 rows")(run, cancel) : Task.FromResult(Performance.Succeeded());

        var run = await RunAsync(parent);
        await driver.EndedAsync(2);

        var input = JsonNode.Parse(driver.Work.Performed[1].Input!)!["parent"]!;
        Assert.Equal(
            (run.ToString(), parent.Task.Id.ToString(), "Parent", "succeeded", "12 rows"),
            ((string)input["runId"]!, (string)input["taskId"]!, (string)input["title"]!, (string)input["state"]!, (string)input["output"]!));
        Assert.Null(input["error"]);
    }

    [Fact]
    public async Task A_child_after_a_failure_starts_when_the_retries_are_used_up_and_not_at_each_attempt()
    {
        driver.Work.Script = (run, _) => Task.FromResult(run.Title == "Parent" ? Performance.Failed("Not yet.") : Performance.Succeeded());
        var parent = await driver.CreateAsync(FailingRuns.Immediately, "Parent", execution: FailingRuns.Twice);
        var child = await driver.CreateAsync(After(parent, "failed"), "Child");
        await driver.CreateAsync(After(parent), "Not after a failure");

        await FailingRuns.RetryingAsync(driver);
        driver.Time.Advance(TimeSpan.FromSeconds(10));
        await FailingRuns.RetryingAsync(driver, attempt: 3);
        Assert.DoesNotContain(driver.Work.Performed, run => run.TaskId == child.Task.Id);
        driver.Time.Advance(TimeSpan.FromMinutes(5));

        var ended = await driver.EndedAsync(2);
        Assert.Equal([RunState.DeadLettered, RunState.Succeeded], ended.OrderBy(run => run.DueAt).Select(run => run.State));
        Assert.Equal(("deadLettered", "Not yet."), StateAndError(driver.Work.Performed[^1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_after_any_end_starts_however_its_parent_ended(bool succeeds)
    {
        driver.Work.Script = (run, _) => Task.FromResult(run.Title == "Parent" && !succeeds ? Performance.Failed("No.") : Performance.Succeeded());
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent, "ended"), "Child");

        await RunAsync(parent);
        await driver.EndedAsync(2);

        Assert.Equal(child.Task.Id, driver.Work.Performed[1].TaskId);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_waits_for_its_retry_has_ended_for_those_that_follow_it()
    {
        driver.Work.Script = (run, _) => Task.FromResult(run.Title == "Parent" ? Performance.Failed("Not yet.") : Performance.Succeeded());
        var parent = await driver.CreateAsync(FailingRuns.Immediately, "Parent", execution: FailingRuns.Twice);
        await driver.CreateAsync(After(parent, "ended"), "Child");
        var run = await FailingRuns.RetryingAsync(driver);

        await driver.RunControl.CancelAsync(run.Id, Cancel);

        await driver.EndedAsync(2);
        Assert.Equal(("cancelled", "Not yet."), StateAndError(driver.Work.Performed[^1]));
    }

    [Fact]
    public async Task An_inactive_child_does_not_start()
    {
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent), "Inactive");
        await driver.Tasks.SetActiveAsync(child.Task.Id, false, Cancel);
        await driver.CreateAsync(After(parent), "Active");

        await RunAsync(parent);
        await driver.EndedAsync(2);

        Assert.Equal(["Parent", "Active"], driver.Work.Performed.Select(run => run.Title));
    }

    [Fact]
    public async Task A_child_whose_parent_is_deleted_stays_and_is_never_due()
    {
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent), "Child");

        await driver.Tasks.DeleteAsync(parent.Task.Id, Cancel);

        var left = (await driver.Tasks.FindAsync(child.Task.Id, Cancel))!;
        Assert.Equal((Core.Tasks.TaskStatus.Pending, null, null), (left.Status, left.ExecutionTime, left.ParentTitle));
        Assert.Equal("After a task that was deleted: never due", ScheduleWords.After((AfterSchedule)left.Task.Schedule, left.ParentTitle));
    }

    [Fact]
    public async Task The_child_is_on_disk_from_the_instant_at_which_its_parent_has_ended()
    {
        var parent = await ParentAsync();
        await driver.CreateAsync(After(parent), "Child");
        var gate = new Gate();
        driver.Work.Script = (run, cancel) => run.Title == "Child" ? gate.HoldAsync(run, cancel) : ScriptedTaskType.Says("12 rows")(run, cancel);

        await RunAsync(parent);
        await driver.EndedAsync();
        await driver.CrashAndStartAgainAsync();
        gate.Open();

        var child = Assert.Single(await driver.EndedAsync(2), run => run.Title == "Child");
        Assert.Equal((RunState.Succeeded, RunTrigger.Chain), (child.State, child.Trigger));
        Assert.Contains("12 rows", driver.Work.Performed[^1].Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_that_follow_themselves_by_way_of_others_are_refused()
    {
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent), "Child");
        var grandchild = await driver.CreateAsync(After(child), "Grandchild");

        var round = await driver.Tasks.ReplaceAsync(parent.Task.Id, TaskDraft.Of(parent.Task) with { Schedule = After(grandchild) }, null, Cancel);
        var itself = await driver.Tasks.ReplaceAsync(parent.Task.Id, TaskDraft.Of(parent.Task) with { Schedule = After(parent) }, null, Cancel);
        var nobody = await driver.Tasks.CreateAsync(TaskDraft.Of(parent.Task) with { Schedule = new() { Kind = "after", Task = Guid.NewGuid().ToString() } }, Cancel);

        Assert.All([round, itself, nobody], refused => Assert.Equal("schedule.task", Assert.Single(refused.Faults).Field));
    }

    [Fact]
    public async Task A_circle_that_came_into_the_database_all_the_same_stops_by_itself()
    {
        var parent = await ParentAsync();
        var child = await driver.CreateAsync(After(parent), "Child");
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session
            .Statement("UPDATE tasks SET after_task_id = @child, schedule_kind = 'after', schedule = (SELECT replace(schedule, @parentText, @childText) FROM tasks WHERE id = @child) WHERE id = @parent")
            .With("@child", child.Task.Id).With("@parent", parent.Task.Id).With("@parentText", parent.Task.Id.ToString()).With("@childText", child.Task.Id.ToString()).Execute()));
        Assert.IsType<AfterSchedule>((await driver.Tasks.FindAsync(parent.Task.Id, Cancel))!.Task.Schedule);

        await RunAsync(parent);
        await driver.EndedAsync(2);

        // The child's end and what follows from it are one write, so a further run would be there by now.
        Assert.Empty(await driver.ActiveAsync());
        Assert.Equal(["Parent", "Child"], driver.Work.Performed.Select(run => run.Title));
    }

    [Fact]
    public async Task A_run_names_its_parent_and_its_children()
    {
        var parent = await ParentAsync();
        await driver.CreateAsync(After(parent), "Child");

        var run = await RunAsync(parent);
        var child = (await driver.EndedAsync(2)).Single(ended => ended.Id != run);

        var (above, below) = ((await driver.Runs.FindAsync(run, Cancel))!, (await driver.Runs.FindAsync(child.Id, Cancel))!);
        Assert.Null(above.Parent);
        Assert.Equal((child.Id, "Child", RunState.Succeeded), Told(Assert.Single(above.Children)));
        Assert.Equal((run, "Parent", RunState.Succeeded), Told(below.Parent!));
        Assert.Empty(below.Children);
    }

    [Fact]
    public async Task A_task_names_those_that_follow_it()
    {
        var parent = await ParentAsync();
        await driver.CreateAsync(After(parent, "failed"), "Tell somebody");
        await driver.CreateAsync(After(parent), "Go on");

        var followers = await driver.Tasks.FollowersAsync(parent.Task.Id, Cancel);

        Assert.Equal([("Go on", AfterOutcome.Succeeded), ("Tell somebody", AfterOutcome.Failed)], followers.Items.Select(task => (task.Title, task.On)));
    }

    private static (Guid, string, RunState) Told(RelatedRun run) => (run.Id, run.Title, run.State);

    private static ScheduleDraft After(TaskView parent, string on = "succeeded") => new() { Kind = "after", Task = parent.Task.Id.ToString(), On = on };

    private static (string, string?) StateAndError(RunContext run)
    {
        var parent = JsonNode.Parse(run.Input!)!["parent"]!;
        return ((string)parent["state"]!, (string?)parent["error"]);
    }

    private Task<TaskView> ParentAsync() => driver.CreateAsync(new() { Kind = "once", At = "2027-01-01T00:00:00Z" }, "Parent");

    private async Task<Guid> RunAsync(TaskView task) => (await driver.Tasks.RunNowAsync(task.Task.Id, Cancel)).Value!.Id;
}
