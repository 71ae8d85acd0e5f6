using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Alerts;

public sealed class IncidentClosingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operator_closes_what_no_run_will_and_that_is_written_down()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var id = await OpenAsync(driver);
        driver.Caller.Becomes("Olga", Role.Operator);

        Assert.True((await driver.Get<IncidentClosing>().CloseAsync(id)).Succeeded);

        var incident = Assert.Single((await driver.Get<IncidentStore>().ListAsync(false, 1, 25, Cancel)).Items);
        Assert.Equal((SchedulerDriver.Noon, SchedulerDriver.Noon), (incident.ClosedAt, incident.ToldAt));
        Assert.Equal(Refusal.Conflict, (await driver.Get<IncidentClosing>().CloseAsync(id)).Refusal);
        driver.Caller.Actor = Actor.Program;
        Assert.Contains("Water the plants", Assert.Single((await driver.Get<AuditStore>().ListAsync(new() { Action = AuditActions.IncidentClosed }, null, 5, Cancel)).Value!.Items).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_looks_closes_nothing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var id = await OpenAsync(driver);
        driver.Caller.Becomes("Vera", Role.Viewer);

        Assert.Equal(Refusal.Forbidden, (await driver.Get<IncidentClosing>().CloseAsync(id)).Refusal);
        Assert.Null(Assert.Single((await driver.Get<IncidentStore>().ListAsync(null, 1, 25, Cancel)).Items).ClosedAt);
    }

    private static async Task<Guid> OpenAsync(SchedulerDriver driver)
    {
        var id = Guid.CreateVersion7();
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO incidents (id, rule_id, task_id, kind, title, detail, last_detail, count, opened_at, last_at, told_count, recovery) VALUES (@id, @id, @id, 0, 'Water the plants', '', '', 1, @now, @now, 0, 0)
            """).With("@id", id).With("@now", SchedulerDriver.Noon).Execute()));
        return id;
    }
}
