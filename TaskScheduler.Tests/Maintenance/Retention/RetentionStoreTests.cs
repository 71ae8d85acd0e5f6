using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Retention;

public sealed class RetentionStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_has_a_rule_and_a_changed_one_survives_a_crash()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        Assert.Equal(Enum.GetValues<RetentionKind>().Order(), (await ListAsync(driver)).Select(rule => rule.Kind).Order());

        Assert.True((await driver.Get<RetentionStore>().SaveAsync([new(RetentionKind.Failed, null, 7)], Cancel)).Succeeded);
        await driver.CrashAndStartAgainAsync();

        Assert.Equal(RetentionRule.Defaults.Select(rule => rule.Kind == RetentionKind.Failed ? new(RetentionKind.Failed, null, 7) : rule), await ListAsync(driver));
    }

    [Fact]
    public async Task A_change_is_written_down_and_what_stays_as_it_is_is_not()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Caller.Becomes("Anna");

        await driver.Get<RetentionStore>().SaveAsync([new(RetentionKind.Succeeded, 5, 10_000), new(RetentionKind.Messages, 30, null)], Cancel);

        var entry = Assert.Single((await driver.Get<AuditStore>().ListAsync(new() { Action = AuditActions.RetentionChanged }, null, 50, Cancel)).Value!.Items);
        Assert.Equal("Succeeded runs", entry.Subject);
        Assert.Equal("""{"changes":[{"field":"days","before":30,"after":5}]}""", entry.Detail!.ToJsonString());
    }

    [Fact]
    public async Task What_can_be_no_rule_is_refused_by_its_field()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await driver.Get<RetentionStore>().SaveAsync(
            [new(RetentionKind.Failed, 0, 0), new(RetentionKind.Failed, 1, 1), new(RetentionKind.Messages, 1, 5), new(RetentionKind.TaskVersions, 5, 1)], Cancel);

        Assert.Equal(["rules[0].days", "rules[0].perTask", "rules[1].kind", "rules[2].perTask", "rules[3].days"], refused.Faults.Select(fault => fault.Field));
        Assert.Equal(RetentionRule.Defaults, await ListAsync(driver));
    }

    [Fact]
    public async Task Nobody_but_administrators_sees_changes_previews_or_applies_rules()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var store = driver.Get<RetentionStore>();
        driver.Caller.Becomes("Olga", Role.Operator);

        Assert.Equal(Refusal.Forbidden, (await store.ListAsync(Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await store.SaveAsync([], Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await store.PreviewAsync([], Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await store.RemovedAsync(Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, store.Start().Refusal);
    }

    private static async Task<IReadOnlyList<RetentionRule>> ListAsync(SchedulerDriver driver) => (await driver.Get<RetentionStore>().ListAsync(Cancel)).Value!;
}
