using System.Text.Json.Nodes;
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

    private static async Task<Guid> ReminderAsync(SchedulerDriver driver)
    {
        var created = await driver.Tasks.CreateAsync(
            new TaskDraft { Title = "Water the plants", Type = "notification", UserEmail = "kim@example.org", Schedule = new() { Kind = "once", At = "2030-01-01T09:00:00Z" } }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }
}
