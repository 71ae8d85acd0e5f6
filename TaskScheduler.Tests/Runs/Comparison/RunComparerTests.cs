using TaskScheduler.Core;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Comparison;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Comparison;

public sealed class RunComparerTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunComparer Comparer => driver.Get<RunComparer>();

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task A_failed_run_is_compared_with_the_last_one_before_it_that_succeeded()
    {
        var task = await TaskAsync();
        await RunAsync(task, Performance.Succeeded(), "old");
        var good = await RunAsync(task, Performance.Succeeded(), "one\ntwo");
        await RunAsync(task, Performance.Failed("Broken before."));
        var failed = await RunAsync(task, Performance.Failed("Broken."), "one\nthree");
        await RunAsync(task, Performance.Succeeded(), "new");

        var difference = (await Comparer.CompareAsync(failed.Id, Cancel)).Value!;

        Assert.Equal(good.Id, difference.Good!.Id);
        Assert.Equal(("succeeded", "failed"), Values(difference, "state"));
        Assert.Equal((null, "Broken."), Values(difference, "error"));
        Assert.Equal([LineChange.Same, LineChange.Removed, LineChange.Added], difference.Output.Lines.Select(line => line.Change));
        Assert.Empty(difference.Payload!);
    }

    [Fact]
    public async Task What_its_payload_says_otherwise_is_told_member_by_member_with_secrets_masked()
    {
        var task = await TaskAsync();
        await GiveAsync(await RunAsync(task, Performance.Succeeded()), """{"place":"garden","password":"first-secret-8"}""");
        await driver.Tasks.ReplaceAsync(task.Id, TaskDraft.Of(task) with { Description = "Another one" }, null, Cancel);
        var failed = await RunAsync(task, Performance.Failed("Broken."));
        await GiveAsync(failed, """{"place":"balcony","password":"second-secret-9"}""");

        var difference = (await Comparer.CompareAsync(failed.Id, Cancel)).Value!;

        Assert.Equal(["payload.place", "payload.password"], difference.Payload!.Select(change => change.Field));
        Assert.Equal(("garden", "balcony"), ((string)difference.Payload![0].Before!, (string)difference.Payload![0].After!));
        Assert.DoesNotContain("secret-", string.Concat(difference.Payload!), StringComparison.Ordinal);
        Assert.Contains(difference.Facts, change => change.Field == "taskVersion");
    }

    [Fact]
    public async Task A_run_that_no_good_one_comes_before_says_so()
    {
        var failed = await RunAsync(await TaskAsync(), Performance.Failed("Broken."));

        Assert.Null((await Comparer.CompareAsync(failed.Id, Cancel)).Value!.Good);
    }

    [Fact]
    public async Task A_run_that_succeeded_is_not_compared_nor_one_that_does_not_exist()
    {
        var good = await RunAsync(await TaskAsync(), Performance.Succeeded());

        Assert.Equal(Refusal.Conflict, (await Comparer.CompareAsync(good.Id, Cancel)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Comparer.CompareAsync(Guid.NewGuid(), Cancel)).Refusal);
    }

    private static (string?, string?) Values(RunDifference difference, string field)
    {
        var change = difference.Facts.Single(change => change.Field == field);
        return ((string?)change.Before, (string?)change.After);
    }

    private Task GiveAsync(Run run, string payload) => driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session
        .Statement("INSERT INTO run_inputs (run_id, payload) VALUES (@run, @payload)").With("@run", run.Id).With("@payload", payload).Execute()));

    private async Task<ScheduledTask> TaskAsync()
    {
        var draft = new TaskDraft { Title = "Import", Type = "scripted", Schedule = new() { Kind = "once", At = "2027-01-01T00:00:00Z" }, Execution = SchedulerDriver.Once };
        return (await driver.Tasks.CreateAsync(draft, Cancel)).Value!.Task;
    }

    private async Task<Run> RunAsync(ScheduledTask task, Performance performance, string output = "")
    {
        driver.Time.Advance(TimeSpan.FromSeconds(5));
        driver.Work.Script = ScriptedTaskType.Says(output, performance.Error);
        var asked = (await driver.Tasks.RunNowAsync(task.Id, Cancel)).Value!.Id;
        Run? ended = null;
        await driver.UntilAsync(async () => (ended = (await driver.Runs.FindManyAsync([asked], Cancel))[0]).State.HasEnded());
        return ended!;
    }
}
