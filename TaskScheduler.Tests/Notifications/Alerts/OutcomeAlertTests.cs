using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Runs.DeadLetters;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Alerts;

/// <summary>What follows from how runs end.</summary>
public sealed class OutcomeAlertTests : IAsyncLifetime
{
    private AlertBench bench = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await AlertBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_failure_is_told_once_however_often_it_happens_and_so_is_its_end()
    {
        await bench.RuleAsync("failed");
        var task = await bench.TaskAsync();

        await bench.RunAsync(task, "The tap is stuck.");
        Assert.Equal(["Failed: Water the plants"], await bench.SubjectsAsync());
        await bench.RunAsync(task, "Still stuck.");
        await bench.RunAsync(task, "Still stuck.");
        Assert.Single(await bench.ToldAsync());
        await bench.RunAsync(task);
        Assert.Equal(["Failed: Water the plants", "Recovered: Water the plants"], await bench.SubjectsAsync());
        await bench.RunAsync(task);

        var messages = await bench.ToldAsync();
        Assert.Equal([AlertBench.Kim, AlertBench.Kim], messages.Select(message => message.Destination));
        Assert.Contains("The tap is stuck.", messages[0].Content, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(await bench.IncidentsAsync()).Count);
    }

    [Fact]
    public async Task After_its_end_the_next_failure_is_a_new_incident()
    {
        await bench.RuleAsync("failed", draft => draft with { Recovery = false });
        var task = await bench.TaskAsync();

        await bench.RunAsync(task, "One.");
        await bench.RunAsync(task);
        await bench.RunAsync(task, "Two.");

        Assert.Equal(["Failed: Water the plants", "Failed: Water the plants"], await bench.SubjectsAsync());
        Assert.Equal(2, (await bench.IncidentsAsync()).Count);
    }

    [Fact]
    public async Task Failures_in_a_row_are_told_from_so_many_on_and_a_success_begins_anew()
    {
        await bench.RuleAsync("failedInARow", draft => draft with { Count = 3 });
        var task = await bench.TaskAsync();

        foreach (var error in (string?[])["One.", "Two.", null, "Three.", "Four."])
            await bench.RunAsync(task, error);
        Assert.Empty(await bench.IncidentsAsync());
        await bench.RunAsync(task, "Five.");

        Assert.StartsWith("3 runs in a row did not succeed. The last error: Five.", (await bench.IncidentAsync(_ => true)).Detail, StringComparison.Ordinal);
        Assert.Single(await bench.ToldAsync());
    }

    [Fact]
    public async Task Only_a_run_that_was_given_up_is_a_dead_letter()
    {
        await bench.RuleAsync("deadLetter");
        await bench.RunAsync(await bench.TaskAsync(), "No retries, so no dead letter.");
        Assert.Empty(await bench.IncidentsAsync());

        await DeadRuns.AddAsync(bench.Driver, "Pay the rent", "No money.", before: 1);

        Assert.Equal(["Given up: Pay the rent"], await bench.SubjectsAsync());
    }

    [Fact]
    public async Task A_rule_looks_at_its_tag_or_its_task_alone()
    {
        var (one, other) = (await bench.TaskAsync("One", "money"), await bench.TaskAsync("Other"));
        await bench.RuleAsync("failed", draft => draft with { Scope = "tag", Tag = "money" });
        await bench.RuleAsync("failed", draft => draft with { Scope = "task", TaskId = other, Tell = new() { User = true } });

        await bench.RunAsync(one, "No.");
        await bench.RunAsync(other, "No.");

        Assert.Equal([("Failed: One", AlertBench.Kim), ("Failed: Other", "user@example.org")], (await bench.ToldAsync()).Select(message => (message.Subject, message.Destination)).Order());
    }

    [Fact]
    public async Task A_cancelled_run_neither_begins_nor_ends_an_incident()
    {
        await bench.RuleAsync("failed");
        var task = await bench.TaskAsync();
        await bench.RunAsync(task, "No.");
        var gate = new Gate();
        bench.Driver.Work.Script = gate.HoldAsync;
        await bench.Driver.Tasks.RunNowAsync(task, Cancel);
        await gate.Arrived;

        await bench.Driver.RunControl.CancelAsync((await bench.Driver.FindActiveAsync())!.Id, Cancel);
        await bench.Driver.UntilAsync(async () => (await bench.Driver.EndedAsync(2)).Any(run => run.State == RunState.Cancelled));

        Assert.Equal((1, null), await bench.IncidentAsync(_ => true) is var row ? (row.Count, row.ClosedAt) : default);
    }

    [Fact]
    public async Task A_task_that_is_deleted_takes_its_incidents_along_in_silence()
    {
        await bench.RuleAsync("failed");
        var task = await bench.TaskAsync();
        await bench.RunAsync(task, "No.");

        await bench.Driver.Tasks.DeleteAsync(task, Cancel);

        Assert.NotNull((await bench.IncidentAsync(_ => true)).ClosedAt);
        Assert.Empty(await bench.ToldAsync());
    }

    [Fact]
    public async Task Where_no_rule_looks_nothing_is_written_down()
    {
        await bench.RunAsync(await bench.TaskAsync(), "Nobody cares.");

        Assert.Empty(await bench.IncidentsAsync());
    }
}
