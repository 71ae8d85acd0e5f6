using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Tasks;

public sealed class TaskStoreTests
{
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "Europe/Berlin" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_smallest_draft_is_a_reminder_by_mail_at_its_time()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var created = await driver.Tasks.CreateAsync(
            new TaskDraft { Title = "Call the plumber", Description = "About the tap", ExecutionTime = "2026-12-02T09:00:00+01:00", UserEmail = "anna@example.com" }, Cancel);

        Assert.Equal("notification", created.Value!.Task.Type);
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 8, 0, 0, TimeSpan.Zero), created.Value.ExecutionTime);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_draft_is_said_at_once_and_nothing_is_saved()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await driver.Tasks.CreateAsync(
            new TaskDraft { Type = "nonsense", UserEmail = "nobody", Tags = ["a,b"], TimeLimit = "soon", Schedule = new ScheduleDraft { Kind = "once", At = "2026-12-01T11:00:00Z" } }, Cancel);

        Assert.Equal(["title", "type", "schedule.at", "userEmail", "tags", "timeLimit"], refused.Faults.Select(fault => fault.Field));
        Assert.Equal(0, (await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel)).Total);
    }

    [Fact]
    public async Task Many_tasks_are_created_all_or_none()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await driver.Tasks.CreateManyAsync([Draft("Good"), Draft("")], Cancel);

        Assert.Equal("[1].title", Assert.Single(refused.Faults).Field);
        Assert.Equal(0, (await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel)).Total);
    }

    [Fact]
    public async Task A_task_reads_back_as_it_was_written()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var draft = Draft("Grüße, 🌱 & <b>") with { Description = "Zeile 1\nZeile 2", Tags = ["grün", "🌱"], UserEmail = "anna@example.com", TimeLimit = "PT2M" };

        var created = await driver.Tasks.CreateAsync(draft, Cancel);
        var read = await driver.Tasks.FindAsync(created.Value!.Task.Id, Cancel);

        Assert.Equivalent(created.Value, read);
        Assert.Equal(draft.Tags, read!.Task.Tags);
        Assert.Equal(new CronSchedule("0 * * * *", "Europe/Berlin"), read.Task.Schedule);
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_refused_and_changes_nothing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = (await driver.Tasks.CreateAsync(Draft("First"), Cancel)).Value!;
        await driver.Tasks.ReplaceAsync(task.Task.Id, Draft("Second"), 1, Cancel);

        var refused = await driver.Tasks.ReplaceAsync(task.Task.Id, Draft("Third"), 1, Cancel);

        Assert.Equal(Refusal.Conflict, refused.Refusal);
        Assert.Equal("Second", (await driver.Tasks.FindAsync(task.Task.Id, Cancel))!.Task.Title);
    }

    [Fact]
    public async Task Two_edits_of_one_version_at_once_let_exactly_one_through()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = (await driver.Tasks.CreateAsync(Draft("First"), Cancel)).Value!;

        var edits = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => driver.Tasks.ReplaceAsync(task.Task.Id, Draft($"Edit {number}"), 1, Cancel)));

        Assert.Single(edits, edit => edit.Succeeded);
        Assert.Equal(2, (await driver.Tasks.FindAsync(task.Task.Id, Cancel))!.Task.Version);
    }

    [Fact]
    public async Task A_waiting_run_takes_an_edit_of_its_title_and_is_skipped_when_the_schedule_changes()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var busy = await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;
        var task = (await driver.Tasks.CreateAsync(Draft("Old"), Cancel)).Value!.Task;
        var waiting = (await driver.Tasks.RunNowAsync(task.Id, Cancel)).Value!;

        await driver.Tasks.ReplaceAsync(task.Id, Draft("New"), null, Cancel);
        Assert.Equal("New", (await driver.Runs.FindAsync(waiting.Id, Cancel))!.Run.Title);

        await driver.Tasks.ReplaceAsync(task.Id, Draft("New") with { Schedule = new ScheduleDraft { Kind = "interval", Every = "PT1H" } }, null, Cancel);
        Assert.Equal(RunState.Skipped, (await driver.Runs.FindAsync(waiting.Id, Cancel))!.Run.State);
        Assert.Equal(RunState.Skipped, (await driver.Tasks.FindAsync(task.Id, Cancel))!.LastRun!.State);
    }

    [Fact]
    public async Task A_task_that_missed_its_only_time_while_inactive_asks_for_a_new_time()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:10:00Z" });
        await driver.Tasks.SetActiveAsync(task.Task.Id, false, Cancel);
        await driver.AdvanceAsync(TimeSpan.FromHours(1));

        var refused = await driver.Tasks.SetActiveAsync(task.Task.Id, true, Cancel);

        Assert.Equal(Refusal.Conflict, refused.Refusal);
    }

    [Theory]
    [InlineData("plants", 2)]
    [InlineData("PLANTS", 2)]
    [InlineData("100%", 1)]
    [InlineData("_", 0)]
    [InlineData("anna@", 1)]
    public async Task Tasks_are_found_by_what_they_contain(string search, int found)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Tasks.CreateManyAsync([Draft("Water the plants"), Draft("Buy plants") with { UserEmail = "anna@example.com" }, Draft("Give 100%")], Cancel);

        var page = await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter { Search = search }), Cancel);

        Assert.Equal(found, page.Total);
    }

    [Fact]
    public async Task A_tag_is_matched_whole()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Tasks.CreateManyAsync([Draft("One") with { Tags = ["home"] }, Draft("Two") with { Tags = ["home office"] }], Cancel);

        var page = await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter { Tag = "home" }), Cancel);

        Assert.Equal("One", Assert.Single(page.Items).Task.Title);
        Assert.Equal(["home", "home office"], await driver.Tasks.TagsAsync(Cancel));
    }

    [Fact]
    public async Task Every_status_filter_finds_the_tasks_that_show_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        await driver.Tasks.CreateAsync(Draft("Far") with { Schedule = new ScheduleDraft { Kind = "interval", Every = "P1D" } }, Cancel);
        await driver.Tasks.CreateAsync(Draft("Near") with { Schedule = new ScheduleDraft { Kind = "interval", Every = "PT5M" } }, Cancel);
        await driver.Tasks.SetActiveAsync((await driver.Tasks.CreateAsync(Draft("Off"), Cancel)).Value!.Task.Id, false, Cancel);
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, "Done");
        await driver.EndedAsync();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, "Busy");
        await gate.Arrived;

        foreach (var (status, title) in new[] { (TaskStatus.Pending, "Far"), (TaskStatus.Queued, "Near"), (TaskStatus.Inactive, "Off"), (TaskStatus.Executed, "Done"), (TaskStatus.Running, "Busy") })
        {
            var found = Assert.Single((await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter { Status = status }), Cancel)).Items);
            Assert.Equal((title, status), (found.Task.Title, found.Status));
        }
    }

    [Fact]
    public async Task Tasks_without_a_next_run_come_last_in_both_orders()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Tasks.CreateManyAsync([Draft("Off"), Draft("Soon"), Draft("Later") with { Schedule = new ScheduleDraft { Kind = "interval", Every = "P1D" } }], Cancel);
        await driver.Tasks.SetActiveAsync(new TaskFilter { Search = "Off" }, false, Cancel);

        var rising = await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel);
        var falling = await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter(), Descending: true), Cancel);

        Assert.Equal(["Soon", "Later", "Off"], rising.Items.Select(task => task.Task.Title));
        Assert.Equal(["Later", "Soon", "Off"], falling.Items.Select(task => task.Task.Title));
    }

    [Fact]
    public async Task A_bulk_action_reaches_all_that_match_beyond_the_page()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Tasks.CreateManyAsync([.. Enumerable.Range(0, 60).Select(number => Draft($"Task {number}") with { Tags = number % 2 == 0 ? ["even"] : [] })], Cancel);

        Assert.Equal(30, await driver.Tasks.SetActiveAsync(new TaskFilter { Tag = "even" }, false, Cancel));
        Assert.Equal(30, await driver.Tasks.RunNowAsync(new TaskFilter { Status = TaskStatus.Pending }, Cancel) + await driver.Tasks.RunNowAsync(new TaskFilter { Status = TaskStatus.Inactive }, Cancel) - 30);
        Assert.Equal(30, await driver.Tasks.DeleteAsync(new TaskFilter { Tag = "even" }, Cancel));
        Assert.Equal(30, (await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel)).Total);
    }

    [Fact]
    public async Task Thousands_of_tasks_are_changed_in_one_transaction()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        for (var batch = 0; batch < 4; batch++)
            await driver.Tasks.CreateManyAsync([.. Enumerable.Range(0, 5_000).Select(number => Draft($"Task {number}"))], Cancel);

        Assert.Equal(20_000, await driver.Tasks.SetActiveAsync(new TaskFilter(), false, Cancel));
        Assert.Equal(20_000, await driver.Tasks.SetActiveAsync(new TaskFilter(), true, Cancel));
    }

    [Fact]
    public async Task The_runs_of_a_deleted_task_stay_with_the_payload_they_were_made_from()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, "Gone soon");
        var run = Assert.Single(await driver.EndedAsync());

        Assert.True((await driver.Tasks.DeleteAsync(task.Task.Id, Cancel)).Succeeded);

        var detail = await driver.Runs.FindAsync(run.Id, Cancel);
        Assert.Equal(("Gone soon", "{}", false), (detail!.Run.Title, detail.Payload, detail.TaskExists));
    }

    private static TaskDraft Draft(string title) => new() { Title = title, Type = "scripted", Schedule = hourly };
}
