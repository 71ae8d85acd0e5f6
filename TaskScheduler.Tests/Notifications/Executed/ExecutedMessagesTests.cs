using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Executed;

public sealed class ExecutedMessagesTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Theory]
    [InlineData("immediate", null, null, 1)]
    [InlineData("immediate", null, "It broke.", 1)]
    [InlineData("immediate", "onFailure", null, 0)]
    [InlineData("immediate", "onFailure", "It broke.", 1)]
    [InlineData("immediate", "never", "It broke.", 0)]
    [InlineData("interval", null, null, 0)]
    [InlineData("interval", null, "It broke.", 1)]
    [InlineData("interval", "always", null, 1)]
    public async Task The_user_of_a_task_gets_a_mail_after_the_runs_that_it_says(string schedule, string? choice, string? error, int mails)
    {
        driver.Work.Script = ScriptedTaskType.Says("Done.", error);

        await CreateAsync(new() { Kind = schedule, Every = schedule == "interval" ? "PT1H" : null }, choice);
        if (schedule == "interval")
            await driver.AdvanceAsync(TimeSpan.FromHours(1));
        await driver.EndedAsync();

        Assert.Equal(mails, (await driver.MessagesAsync()).Count(message => message.Kind == MessageKind.Executed));
    }

    [Fact]
    public async Task A_task_without_a_user_tells_nobody()
    {
        await driver.CreateAsync(new() { Kind = "immediate" });

        await driver.EndedAsync();

        Assert.Empty(await driver.MessagesAsync());
    }

    [Fact]
    public async Task Attempts_that_are_followed_by_another_are_not_told()
    {
        driver.Work.Script = (run, _) => Task.FromResult(run.Attempt < 3 ? Performance.Failed("Not yet.") : Performance.Succeeded());

        await CreateAsync(new() { Kind = "immediate" }, "always", retries: 2);
        for (var retry = 0; retry < 2; retry++)
        {
            await driver.UntilAsync(async () => (await driver.FindActiveAsync())?.State == RunState.Retrying);
            await driver.AdvanceAsync(TimeSpan.FromSeconds(10));
            await driver.UntilAsync(async () => driver.Work.Performed.Count == retry + 2 && await driver.FindActiveAsync() is not { State: RunState.Running });
        }

        await driver.EndedAsync();

        Assert.Equal("Succeeded: Water the plants", Assert.Single(await driver.MessagesAsync()).Subject);
    }

    [Fact]
    public async Task A_run_that_was_cancelled_before_it_started_is_not_told()
    {
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var task = await CreateAsync(new() { Kind = "immediate" }, "always");
        var second = (await driver.Tasks.RunNowAsync(task, Cancel)).Value!.Id;

        Assert.True((await driver.RunControl.CancelAsync(second, Cancel)).Succeeded);

        Assert.Empty(await driver.MessagesAsync());
        gate.Open();
        await driver.EndedAsync(2);
    }

    [Fact]
    public async Task The_mail_has_the_outcome_the_times_the_start_of_the_output_and_a_link()
    {
        driver.Work.Script = ScriptedTaskType.Says("\e[31mred\e[0m line\r\nsecond line\n", "Out of <water> & patience.");

        await CreateAsync(new() { Kind = "immediate" }, "always");
        var run = Assert.Single(await driver.EndedAsync());
        var content = await driver.Get<ExecutedMessages>().WriteAsync(Assert.Single(await driver.MessagesAsync()), Cancel);

        Assert.Contains("“Water the plants” has run, but failed.", content!.Text, StringComparison.Ordinal);
        Assert.Equal("Due: Tue 1 Dec 2026, 12:00:00 (UTC)", content.Text.Split('\n')[4]);
        Assert.Contains("red line\nsecond line\n", content.Text, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:5000/runs/{run.Id}", content.Text, StringComparison.Ordinal);
        Assert.Contains("Out of &lt;water&gt; &amp; patience.", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", content.Text + content.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_output_the_start_is_told()
    {
        driver.Work.Script = ScriptedTaskType.Says(string.Concat(Enumerable.Repeat("0123456789\n", 20_000)));

        await CreateAsync(new() { Kind = "immediate" }, "always");
        await driver.EndedAsync();
        var content = await driver.Get<ExecutedMessages>().WriteAsync(Assert.Single(await driver.MessagesAsync()), Cancel);

        Assert.InRange(content!.Text.Length, ExecutedMessages.ToldOutput, ExecutedMessages.ToldOutput + 500);
    }

    [Fact]
    public async Task Of_a_run_that_is_not_kept_nothing_can_be_told()
    {
        var message = new MessageRow { Key = "k", Destination = "kim@example.org", Subject = "s", RunId = Guid.CreateVersion7() };

        Assert.Null(await driver.Get<ExecutedMessages>().WriteAsync(message, Cancel));
    }

    private async Task<Guid> CreateAsync(ScheduleDraft schedule, string? choice, int retries = 0)
    {
        var draft = new TaskDraft
        {
            Title = "Water the plants",
            Type = "scripted",
            Schedule = schedule,
            UserEmail = "kim@example.org",
            Notify = new NotifyDraft { Executed = choice, Invite = "never" },
            Execution = new() { Retry = retries == 0 ? new() { Kind = "none" } : new() { Kind = "fixed", Wait = "PT10S", Retries = retries } },
        };
        var created = await driver.Tasks.CreateAsync(draft, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }
}
