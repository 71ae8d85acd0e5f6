using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Tests.Notifications.Alerts;

public sealed class AlertRuleStoreTests : IAsyncLifetime
{
    private AlertBench bench = default!;

    private AlertRuleStore Store => bench.Driver.Get<AlertRuleStore>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<AlertRuleDraft, string> Faults { get; } = new()
    {
        { new() { Tell = AlertBench.ToKim }, "kind" },
        { new() { Kind = "sometimes", Tell = AlertBench.ToKim }, "kind" },
        { new() { Kind = "failed" }, "tell" },
        { new() { Kind = "failed", Tell = new() { Emails = ["kim"] } }, "tell.emails" },
        { new() { Kind = "failed", Tell = new() { Accounts = [Guid.NewGuid()] } }, "tell.accounts" },
        { new() { Kind = "failed", Tell = new() { Channels = [Guid.NewGuid()] } }, "tell.channels" },
        { new() { Kind = "failed", Scope = "tag", Tell = AlertBench.ToKim }, "tag" },
        { new() { Kind = "failed", Scope = "task", Tell = AlertBench.ToKim }, "taskId" },
        { new() { Kind = "failed", Scope = "task", TaskId = Guid.NewGuid(), Tell = AlertBench.ToKim }, "taskId" },
        { new() { Kind = "failedInARow", Count = 1, Tell = AlertBench.ToKim }, "count" },
        { new() { Kind = "longerThanUsual", Percent = 100, Tell = AlertBench.ToKim }, "percent" },
        { new() { Kind = "longerThanUsual", AtLeast = "soon", Tell = AlertBench.ToKim }, "atLeast" },
        { new() { Kind = "mustFinishBy", Tell = AlertBench.ToKim }, "by" },
        { new() { Kind = "notSucceededSince", Since = "PT1S", Tell = AlertBench.ToKim }, "since" },
        { new() { Kind = "failed", Repeat = "often", Tell = AlertBench.ToKim }, "repeat" },
    };

    public async ValueTask InitializeAsync() => bench = await AlertBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_a_rule_can_not_be_is_said_at_its_field(AlertRuleDraft draft, string field) =>
        Assert.Equal(field, Assert.Single((await Store.CreateAsync(draft)).Faults).Field);

    [Fact]
    public async Task A_rule_that_tells_administrators_of_late_starts_is_there_from_the_beginning_and_can_be_switched_off()
    {
        var built = Assert.Single(await Store.ListAsync(Cancel)).Rule;
        Assert.Equal((AlertKind.Late, AlertScope.All, true, true, true), (built.Kind, built.Scope, built.Told.Administrators, built.Urgent, built.Active));

        await Store.ReplaceAsync(built.Id, AlertRuleDraft.Of(built) with { Active = false });

        Assert.False(Assert.Single(await Store.ListAsync(Cancel)).Rule.Active);
        Assert.Empty(bench.Driver.Get<AlertRules>().Of(AlertKind.Late));
    }

    [Fact]
    public async Task Operators_make_rules_within_their_reach_and_viewers_none()
    {
        var foreign = await bench.TaskAsync("Foreign");
        var everything = (await bench.RuleAsync("failed")).Id;
        var kim = bench.Driver.Caller.Becomes("kim@example.org", Role.Operator);
        bench.Driver.Caller.Actor = kim with { SharedTags = ["money"] };
        var own = await bench.TaskAsync("Own");

        Assert.Equal(Refusal.Forbidden, await RefusalAsync(new() { Scope = "all" }));
        Assert.Equal(Refusal.Forbidden, await RefusalAsync(new() { Scope = "tag", Tag = "other" }));
        Assert.Equal(Refusal.Forbidden, await RefusalAsync(new() { Scope = "task", TaskId = foreign }));
        Assert.Equal(Refusal.Forbidden, (await Store.DeleteAsync(everything)).Refusal);
        Assert.Null(await RefusalAsync(new() { Scope = "tag", Tag = "money" }));
        Assert.Null(await RefusalAsync(new() { Scope = "task", TaskId = own }));
        Assert.Equal([false, false, true, true], (await Store.ListAsync(Cancel)).Select(view => view.MayChange));

        bench.Driver.Caller.Becomes("viewer@example.org", Role.Viewer);
        Assert.Equal(Refusal.Forbidden, await RefusalAsync(new() { Scope = "task", TaskId = own }));
    }

    [Fact]
    public async Task A_rule_that_looks_no_more_closes_what_it_has_open_in_silence()
    {
        var rule = await bench.RuleAsync("failed");
        await bench.RunAsync(await bench.TaskAsync(), "No.");

        await Store.ReplaceAsync(rule.Id, AlertRuleDraft.Of(rule) with { Active = false });

        Assert.NotNull((await bench.IncidentAsync(_ => true)).ClosedAt);
        Assert.Empty(await bench.ToldAsync());
    }

    private async Task<Refusal?> RefusalAsync(AlertRuleDraft draft) => (await Store.CreateAsync(draft with { Kind = "failed", Tell = AlertBench.ToKim })).Refusal;
}
