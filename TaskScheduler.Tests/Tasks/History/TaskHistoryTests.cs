using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Tasks.History;

public sealed class TaskHistoryTests : IAsyncLifetime
{
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "UTC" };
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskHistory History => driver.Get<TaskHistory>();

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Each_version_says_who_made_it_when_and_what_it_changed()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        await EditAsync("Anna", id, Draft("Two") with { Tags = ["x"] });

        var versions = (await History.ListAsync(id, 1, 10, Cancel))!;

        Assert.Equal([(2, "Anna", true, SchedulerDriver.Noon.AddMinutes(5)), (1, "Kim", false, SchedulerDriver.Noon)], versions.Page.Items.Select(version => (version.Version, version.By!, version.IsCurrent, version.At!.Value)));
        Assert.Equal(["title", "tags"], versions.Page.Items[0].Changes!.Select(change => change.Field));
        Assert.Null(versions.Page.Items[1].Changes);
        Assert.Null(versions.Deleted);
    }

    [Fact]
    public async Task Pages_of_versions_follow_each_other_and_know_what_came_before()
    {
        var id = await CreateAsync("Kim", Draft("1"));
        for (var number = 2; number <= 5; number++)
            await EditAsync("Kim", id, Draft($"{number}"));

        var pages = new List<TaskVersions>();
        for (var page = 1; page <= 3; page++)
            pages.Add((await History.ListAsync(id, page, 2, Cancel))!);

        Assert.Equal([5, 4, 3, 2, 1], pages.SelectMany(page => page.Page.Items).Select(version => version.Version));
        Assert.All(pages.SelectMany(page => page.Page.Items).SkipLast(1), version => Assert.Equal("title", Assert.Single(version.Changes!).Field));
        Assert.All(pages, page => Assert.Equal(5, page.Page.Total));
    }

    [Fact]
    public async Task Two_versions_are_compared_in_either_order()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        await EditAsync("Kim", id, Draft("Two"));
        await EditAsync("Kim", id, Draft("Three") with { TimeLimit = "PT2M" });

        Assert.Equal([("title", "One", "Three"), ("timeLimit", "PT1M", "PT2M")], (await History.DifferenceAsync(id, 1, 3, Cancel))!.Select(change => (change.Field, change.Before!.ToString(), change.After!.ToString())));
        Assert.Equal("Three", (await History.DifferenceAsync(id, 3, 1, Cancel))![0].Before!.ToString());
        Assert.Null(await History.DifferenceAsync(id, 1, 9, Cancel));
    }

    [Fact]
    public async Task A_version_is_read_without_its_secrets_and_brought_back_with_them()
    {
        var id = await CreateAsync("Kim", Call("S3CRET"));
        await EditAsync("Kim", id, Call("other"));

        var read = (await History.FindAsync(id, 1, Cancel))!.Task.Payload;
        var restored = await driver.Tasks.RestoreAsync(id, 1, 2, Cancel);

        Assert.DoesNotContain("S3CRET", read, StringComparison.Ordinal);
        Assert.Contains("S3CRET", restored.Value!.Task.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bringing_a_version_back_makes_a_new_one_and_says_whence()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        await EditAsync("Kim", id, Draft("Two"));
        driver.Caller.Becomes("Anna");

        var restored = await driver.Tasks.RestoreAsync(id, 1, 2, Cancel);

        Assert.Equal(("One", 3), (restored.Value!.Task.Title, restored.Value.Task.Version));
        var entry = (await driver.Get<AuditStore>().ListAsync(new() { SubjectId = id }, null, 1, Cancel)).Value!.Items[0];
        Assert.Equal(("task.restored", "Anna", 1, "title"), (entry.Action, entry.Actor, entry.Detail!["fromVersion"]!.GetValue<int>(), FieldChange.InDetail(entry.Detail)[0].Field));
    }

    [Fact]
    public async Task Bringing_back_is_refused_like_an_edit()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        await EditAsync("Kim", id, Draft("Two"));

        Assert.Equal(Refusal.Conflict, (await driver.Tasks.RestoreAsync(id, 1, 1, Cancel)).Refusal);
        Assert.Equal(Refusal.Conflict, (await driver.Tasks.RestoreAsync(id, 2, null, Cancel)).Refusal);
        Assert.Equal(Refusal.NotFound, (await driver.Tasks.RestoreAsync(id, 7, null, Cancel)).Refusal);
        driver.Caller.Becomes("Other", Role.Operator);
        Assert.Equal(Refusal.Forbidden, (await driver.Tasks.RestoreAsync(id, 1, null, Cancel)).Refusal);
    }

    [Fact]
    public async Task A_version_whose_time_has_passed_is_refused_at_that_field()
    {
        var id = await CreateAsync("Kim", Draft("One") with { Schedule = new() { Kind = "once", At = "2026-12-01T12:10:00Z" } });
        await EditAsync("Kim", id, Draft("Two"));
        await driver.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("schedule.at", Assert.Single((await driver.Tasks.RestoreAsync(id, 1, null, Cancel)).Faults).Field);
    }

    [Fact]
    public async Task A_deleted_task_keeps_its_history_and_comes_back_under_its_id_due_from_now_on()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        var owner = driver.Caller.Actor.AccountId;
        driver.Caller.Becomes("Anna");
        await driver.Tasks.DeleteAsync(id, Cancel);
        await driver.AdvanceAsync(TimeSpan.FromMinutes(90));

        Assert.Equal(("Anna", SchedulerDriver.Noon), ((await History.ListAsync(id, 1, 10, Cancel))!.Deleted!.By, (await History.ListAsync(id, 1, 10, Cancel))!.Deleted!.At));
        var restored = (await driver.Tasks.RestoreAsync(id, 1, null, Cancel)).Value!;

        Assert.Equal((id, 2, owner, SchedulerDriver.Noon.AddHours(2)), (restored.Task.Id, restored.Task.Version, restored.Task.OwnerId, restored.ExecutionTime));
        Assert.Null((await History.ListAsync(id, 1, 10, Cancel))!.Deleted);
        await driver.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(await driver.EndedAsync());
    }

    [Fact]
    public async Task An_immediate_task_that_was_deleted_comes_back_without_running_again()
    {
        var id = await CreateAsync("Kim", Draft("Once") with { Schedule = new() { Kind = "immediate" } });
        await driver.EndedAsync();
        await driver.Tasks.DeleteAsync(id, Cancel);

        var restored = (await driver.Tasks.RestoreAsync(id, 1, null, Cancel)).Value!;

        Assert.Equal(Core.Tasks.TaskStatus.Executed, restored.Status);
        Assert.Equal(1, (await driver.Runs.ListExecutedAsync(new RunQuery(), Cancel)).Total);
    }

    [Fact]
    public async Task Somebody_elses_deleted_task_is_not_brought_back()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        await driver.Tasks.DeleteAsync(id, Cancel);
        driver.Caller.Becomes("Other", Role.Operator);

        Assert.Equal(Refusal.Forbidden, (await driver.Tasks.RestoreAsync(id, 1, null, Cancel)).Refusal);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_who_changed_what_and_when()
    {
        var id = await CreateAsync("Kim", Draft("One"));
        await EditAsync("Kim", id, Draft("Two") with { Schedule = new() { Kind = "interval", Every = "PT1H" } });
        await EditAsync("Anna", id, Draft("Two") with { Schedule = new() { Kind = "interval", Every = "PT1H" } , Description = "More" });
        await driver.Tasks.SetActiveAsync(id, false, Cancel);
        driver.Time.Advance(TimeSpan.FromMinutes(2));

        var refused = await driver.Tasks.ReplaceAsync(id, Draft("Mine"), 1, Cancel);

        Assert.Equal(
            "Anna changed the description and set it inactive 2 minutes ago. Kim changed the title and the schedule 2 minutes ago. The task has version 4 now, and you meant version 1. Read it again, then make your change.",
            Assert.Single(refused.Faults).Message);
    }

    [Fact]
    public async Task A_version_that_never_was_is_told_from_an_outdated_one() =>
        Assert.Equal(
            "The task has version 1 now, and you meant version 7. Read it again, then make your change.",
            Assert.Single((await driver.Tasks.ReplaceAsync(await CreateAsync("Kim", Draft("One")), Draft("Mine"), 7, Cancel)).Faults).Message);

    private static TaskDraft Draft(string title) => new() { Title = title, Type = "scripted", Schedule = hourly };

    private static TaskDraft Call(string secret) =>
        Draft("Call") with { Type = "http", Payload = new JsonObject { ["url"] = "https://example.org/", ["headers"] = new JsonObject { ["X-Api-Key"] = secret } } };

    private async Task<Guid> CreateAsync(string name, TaskDraft draft)
    {
        driver.Caller.Becomes(name);
        return (await driver.Tasks.CreateAsync(draft, Cancel)).Value!.Task.Id;
    }

    private async Task EditAsync(string name, Guid id, TaskDraft draft)
    {
        driver.Caller.Becomes(name);
        Assert.True((await driver.Tasks.ReplaceAsync(id, draft, null, Cancel)).Succeeded);
    }
}
