using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "Europe/Berlin" };
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task What_is_done_to_a_task_is_written_down_with_who_when_and_from_where()
    {
        var kim = driver.Caller.Becomes("kim@example.org");
        var task = await CreateAsync("Water the plants");
        await driver.Tasks.ReplaceAsync(task.Id, Draft("Water the trees"), 1, Cancel);
        await driver.Tasks.SetActiveAsync(task.Id, false, Cancel);
        await driver.Tasks.SetActiveAsync(task.Id, true, Cancel);
        var run = await driver.Tasks.RunNowAsync(task.Id, Cancel);
        await driver.Tasks.DeleteAsync(task.Id, Cancel);

        var entries = (await AllAsync()).Reverse().ToList();

        Assert.Equal([("task.created", 1), ("task.changed", 2), ("task.deactivated", 3), ("task.activated", 4), ("task.run", null), ("task.deleted", (int?)4)], entries.Select(entry => (entry.Action, entry.Version)));
        Assert.All(entries, entry => Assert.Equal((kim.AccountId, "kim@example.org", "192.0.2.7", (Guid?)task.Id, driver.Time.GetUtcNow()), (entry.ActorId, entry.Actor, entry.From, entry.SubjectId, entry.At)));
        Assert.Equal(run.Value!.Id.ToString(), entries[4].Detail!["runId"]!.ToString());
    }

    [Fact]
    public async Task A_change_says_each_field_before_and_after()
    {
        var task = await CreateAsync("Water the plants");

        await driver.Tasks.ReplaceAsync(task.Id, Draft("Water the trees") with { Tags = ["garden"] }, 1, Cancel);

        var changes = FieldChange.InDetail((await AllAsync())[0].Detail);
        Assert.Equal([("title", "Water the plants", "Water the trees"), ("tags", null, """["garden"]""")], changes.Select(change => (change.Field, change.Before?.ToString(), (change.After as JsonArray)?.ToJsonString() ?? change.After?.ToString())));
    }

    [Fact]
    public async Task What_is_done_to_a_run_is_written_down_with_its_task()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("No water."));
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        var run = Assert.Single(await driver.EndedAsync());
        driver.Caller.Becomes("kim@example.org");

        await driver.RunControl.RetryAsync(run.Id, Cancel);
        await driver.EndedAsync();
        await driver.RunControl.CancelAsync(run.Id, Cancel);

        var entry = Assert.Single(await AllAsync(), entry => entry.SubjectId == run.Id);
        Assert.Equal(("run.retried", "kim@example.org", task.Task.Id.ToString()), (entry.Action, entry.Actor, entry.Detail!["taskId"]!.ToString()));
    }

    [Fact]
    public async Task A_running_run_that_somebody_cancels_is_written_down()
    {
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;

        await driver.RunControl.CancelAsync(driver.Work.Performed[0].RunId, Cancel);

        Assert.Equal("run.cancelled", (await AllAsync())[0].Action);
    }

    [Fact]
    public async Task A_bulk_action_writes_down_each_task_it_changed_and_no_other()
    {
        await driver.Tasks.CreateManyAsync([Draft("One") with { Tags = ["even"] }, Draft("Two"), Draft("Three") with { Tags = ["even"] }], Cancel);

        await driver.Tasks.SetActiveAsync(new TaskFilter { Tag = "even" }, false, Cancel);
        await driver.Tasks.RunNowAsync(new TaskFilter { Tag = "even" }, Cancel);
        await driver.Tasks.DeleteAsync(new TaskFilter { Tag = "even" }, Cancel);

        var done = (await AllAsync()).Where(entry => entry.Action != "task.created").GroupBy(entry => entry.Action).ToDictionary(entries => entries.Key, entries => entries.Select(entry => entry.Subject).Order());
        Assert.Equal(3, done.Count);
        Assert.All(done.Values, titles => Assert.Equal(["One", "Three"], titles));
    }

    [Fact]
    public async Task What_the_program_does_by_itself_is_in_the_ledger_and_not_here()
    {
        await driver.CreateAsync(hourly);

        await driver.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal("task.created", Assert.Single(await AllAsync()).Action);
    }

    [Fact]
    public async Task What_was_refused_is_not_written_down()
    {
        var task = await CreateAsync("Water the plants");
        driver.Caller.Becomes("other@example.org", Role.Operator);

        Assert.Equal(Refusal.Forbidden, (await driver.Tasks.ReplaceAsync(task.Id, Draft("Mine"), null, Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await driver.Tasks.DeleteAsync(task.Id, Cancel)).Refusal);
        Assert.Equal(0, await driver.Tasks.DeleteAsync(new TaskFilter(), Cancel));

        driver.Caller.Actor = Actor.Program;
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task A_write_that_fails_leaves_neither_the_change_nor_its_entry()
    {
        var failing = driver.Get<IWriteGate>().WriteAsync<bool>(session =>
        {
            AuditTrail.Note(session, Actor.Program, new("task.created", null, "Never was"), driver.Time.GetUtcNow());
            throw new InvalidOperationException("The disk is full.");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task No_secret_reaches_the_trail()
    {
        var task = (await driver.Tasks.CreateAsync(Call("S3CRET-1"), Cancel)).Value!.Task;
        await driver.Tasks.ReplaceAsync(task.Id, Call("S3CRET-2") with { Title = "Call https://kim:S3CRET-3@example.org/" }, 1, Cancel);

        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var rows = await db.AuditEntries.ToListAsync(Cancel);

        Assert.Contains("payload.headers.Authorization", rows[1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", string.Concat(rows.Select(row => row.Detail + row.SubjectName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_text_the_trail_keeps_the_beginning()
    {
        var task = await CreateAsync("Water the plants");

        await driver.Tasks.ReplaceAsync(task.Id, Draft("Water the plants") with { Description = new string('x', 4_000) }, 1, Cancel);

        Assert.EndsWith("x… (4,000 characters)", FieldChange.InDetail((await AllAsync())[0].Detail)[0].After!.ToString(), StringComparison.Ordinal);
    }

    private static TaskDraft Draft(string title) => new() { Title = title, Type = "scripted", Schedule = hourly };

    private static TaskDraft Call(string secret) => Draft("Call") with
    {
        Type = "http",
        Payload = new JsonObject { ["url"] = $"https://example.org/?token={secret}", ["headers"] = new JsonObject { ["Authorization"] = secret }, ["body"] = $$"""{"password":"{{secret}}"}""" },
    };

    private async Task<ScheduledTask> CreateAsync(string title) => (await driver.Tasks.CreateAsync(Draft(title), Cancel)).Value!.Task;

    private async Task<IReadOnlyList<AuditEntry>> AllAsync() => (await driver.Get<AuditStore>().ListAsync(new(), null, 100, Cancel)).Value!.Items;
}
