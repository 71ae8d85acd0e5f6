using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Control;

public sealed class OwnPayloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_with_a_payload_of_its_own_shows_it_and_the_task_keeps_its_own()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await ReminderAsync(driver);

        var run = await driver.Tasks.RunNowAsync(task, new JsonObject { ["title"] = "Today only" }, Cancel);

        var detail = await driver.Runs.FindAsync(run.Value!.Id, Cancel);
        Assert.True(detail!.HasOwnPayload);
        Assert.Equal("""{"title":"Today only"}""", detail.Payload);
        Assert.DoesNotContain("Today only", (await driver.Tasks.FindAsync(task, Cancel))!.Task.Payload, StringComparison.Ordinal);
        await driver.EndedAsync();
    }

    [Fact]
    public async Task A_payload_that_its_type_does_not_know_starts_nothing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await ReminderAsync(driver);

        var refused = await driver.Tasks.RunNowAsync(task, new JsonObject { ["colour"] = "red" }, Cancel);

        Assert.Equal("payload.colour", Assert.Single(refused.Faults).Field);
        Assert.Empty(await driver.ActiveAsync());
    }

    [Fact]
    public async Task A_secret_that_nobody_has_entered_is_refused_in_a_payload_for_one_run_too()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await ReminderAsync(driver);

        var refused = await driver.Tasks.RunNowAsync(task, new JsonObject { ["title"] = "{{secret:NOBODY_KNOWS}}" }, Cancel);

        Assert.Equal("payload.title", Assert.Single(refused.Faults).Field);
    }

    [Fact]
    public async Task Who_may_run_but_not_write_gives_no_run_another_payload()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await ReminderAsync(driver);
        var earlier = (await driver.Tasks.RunNowAsync(task, Cancel)).Value!.Id;
        driver.Caller.Actor = Actor.Program with { Rights = Rights.Read | Rights.Run };

        var run = await driver.Tasks.RunNowAsync(task, new JsonObject { ["title"] = "Mine" }, Cancel);
        var retried = await driver.RunControl.RetryAsync(earlier, new RetryChange(Payload: new JsonObject { ["title"] = "Mine" }), Cancel);

        Assert.Equal((Refusal.Forbidden, Refusal.Forbidden), (run.Refusal, retried.Refusal));
        Assert.True((await driver.Tasks.RunNowAsync(task, Cancel)).Succeeded);
    }

    private static async Task<Guid> ReminderAsync(SchedulerDriver driver)
    {
        var created = await driver.Tasks.CreateAsync(
            new TaskDraft { Title = "Water the plants", Type = "notification", UserEmail = "kim@example.org", Schedule = new() { Kind = "once", At = "2030-01-01T09:00:00Z" } }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }
}
