using TaskScheduler.Core.Notifications.Alerts.Told;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Alerts;

/// <summary>Many at once, again and again, and across restarts.</summary>
public sealed class StormTests : IAsyncLifetime
{
    private const int Many = 200;

    private AlertBench bench = default!;

    private SchedulerDriver Driver => bench.Driver;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await AlertBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_storm_of_failures_is_one_message_and_so_is_its_end()
    {
        await bench.RuleAsync("failed");
        var tasks = new List<Guid>();
        for (var task = 0; task < Many; task++)
            tasks.Add(await bench.TaskAsync($"Task {task:000}"));

        await RunAllAsync(tasks, "The network is down.");
        var digest = Assert.Single(await bench.ToldAsync());
        Assert.Equal("Failed: 200 tasks", digest.Subject);
        Assert.Contains("Task 049: The network is down.", digest.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("Task 050", digest.Content, StringComparison.Ordinal);
        Assert.Contains("and 150 more", digest.Content, StringComparison.Ordinal);
        await RunAllAsync(tasks, null);

        Assert.Equal(["Failed: 200 tasks", "Recovered: 200 tasks"], await bench.SubjectsAsync(IncidentPost.StormWindow));
    }

    [Fact]
    public async Task While_a_storm_lasts_a_minute_is_collected()
    {
        await bench.RuleAsync("failed");
        var tasks = new List<Guid>();
        for (var task = 0; task < 12; task++)
            tasks.Add(await bench.TaskAsync($"Task {task:000}"));
        await RunAllAsync(tasks[..6], "No.");
        await bench.ToldAsync();

        await RunAllAsync(tasks[6..9], "No.");
        // Three would be told one by one, if they were told now.
        Driver.Time.Advance(IncidentPost.Window * 2);
        await RunAllAsync(tasks[9..], "No.");

        Assert.Equal(["Failed: 6 tasks", "Failed: 6 tasks"], await bench.SubjectsAsync(IncidentPost.StormWindow));
    }

    [Fact]
    public async Task Each_user_is_told_of_their_own_tasks_alone()
    {
        await bench.RuleAsync("failed", draft => draft with { Tell = new() { User = true } });
        var tasks = new List<Guid>();
        for (var task = 0; task < 6; task++)
            tasks.Add(await bench.TaskAsync($"Task {task:000}"));
        var own = (await Driver.Tasks.CreateAsync(new() { Title = "Own", Type = "scripted", UserEmail = "other@example.org", Schedule = new() { Kind = "cron", Cron = "0 9 * * *" }, Execution = SchedulerDriver.Once }, Cancel)).Value!.Task.Id;

        await RunAllAsync([.. tasks, own], "No.");

        Assert.Equal([("Failed: 6 tasks", "user@example.org"), ("Failed: Own", "other@example.org")], (await bench.ToldAsync()).Select(message => (message.Subject, message.Destination)).Order());
    }

    [Fact]
    public async Task What_goes_on_is_told_again_as_often_as_the_rule_asks()
    {
        await bench.RuleAsync("failed", draft => draft with { Repeat = "hourly" });
        var task = await bench.TaskAsync();
        await bench.RunAsync(task, "No.");
        await bench.ToldAsync();

        Driver.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Single(await bench.MessagesAsync());
        Driver.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.IncidentAsync(row => row.ToldCount == 2);
        await bench.RunAsync(task);
        await bench.ToldAsync();
        Driver.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(["Failed: Water the plants", "Still open: Failed: Water the plants", "Recovered: Water the plants"], await bench.SubjectsAsync());
    }

    [Fact]
    public async Task A_crash_neither_loses_nor_doubles_a_message()
    {
        await bench.RuleAsync("failed");
        var task = await bench.TaskAsync();
        await bench.RunAsync(task, "No.");
        await bench.IncidentAsync(row => row.ToldAt is null);

        await Driver.CrashAndStartAgainAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await bench.ToldAsync());
        await Driver.CrashAndStartAgainAsync(TimeSpan.FromMinutes(1));
        await bench.RunAsync(task);

        Assert.Equal(["Failed: Water the plants", "Recovered: Water the plants"], await bench.SubjectsAsync());
    }

    private async Task RunAllAsync(IReadOnlyCollection<Guid> tasks, string? error)
    {
        var before = (await Driver.EndedAsync(0)).Count;
        Driver.Work.Script = (_, _) => Task.FromResult(error is null ? Performance.Succeeded() : Performance.Failed(error));
        foreach (var task in tasks)
            await Driver.Tasks.RunNowAsync(task, Cancel);
        await Driver.EndedAsync(before + tasks.Count);
    }
}
