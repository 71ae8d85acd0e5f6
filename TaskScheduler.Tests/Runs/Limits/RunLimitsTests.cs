using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Limits;

public sealed class RunLimitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_runs_of_a_type_run_at_once_than_its_limit_allows()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(2));
        for (var task = 0; task < 5; task++)
            await work.AddAsync($"Task {task}");

        await work.SettledAsync(running: 2, waiting: 3);
        work.EndOne();
        await work.SettledAsync(running: 2, waiting: 2);
        work.EndAll();

        Assert.Equal(5, (await driver.EndedAsync(5)).Count);
        Assert.Equal(2, work.Most);
    }

    [Fact]
    public async Task A_limit_of_a_tag_is_for_its_tasks_alone()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfTag("printer", 1));
        await work.AddAsync("First", null, "printer", "office");
        await work.AddAsync("Second", null, "printer");
        await work.AddAsync("Other", null, "office");

        await work.SettledAsync(running: 2, waiting: 1);

        var waiting = Assert.Single(await driver.ActiveAsync(), run => run.State == RunState.Queued);
        Assert.Equal(("Second", "a free place: of tasks with the tag 'printer', 1 run may run at once"), (waiting.Title, waiting.WaitsFor));
    }

    [Fact]
    public async Task The_one_that_is_too_many_in_a_minute_starts_exactly_when_the_minute_is_over()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        HeldWork.Limit(driver, HeldWork.OfType(null, perMinute: 2));
        var work = HeldWork.In(driver);
        await work.AddAsync("First");
        await work.SettledAsync(running: 1, waiting: 0);
        driver.Time.Advance(TimeSpan.FromSeconds(20));
        await work.AddAsync("Second");
        await work.AddAsync("Third");
        await work.AddAsync("Fourth");
        await work.SettledAsync(running: 2, waiting: 2);
        Assert.Equal("its turn: of the type 'scripted', 2 may start in a minute", (await driver.ActiveAsync()).First(run => run.State == RunState.Queued).WaitsFor);

        driver.Time.Advance(TimeSpan.FromSeconds(40) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, work.Running);
        driver.Time.Advance(TimeSpan.FromMilliseconds(1));
        await work.SettledAsync(running: 3, waiting: 1);
        driver.Time.Advance(TimeSpan.FromSeconds(20));
        await work.SettledAsync(running: 4, waiting: 0);

        Assert.Equal([0, 20, 60, 80], (await driver.ActiveAsync()).Select(run => (run.StartedAt!.Value - SchedulerDriver.Noon).TotalSeconds).Order());
    }

    [Fact]
    public async Task A_waiting_run_that_is_cancelled_frees_nothing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1));
        await work.AddAsync("First");
        await work.SettledAsync(running: 1, waiting: 0);
        foreach (var title in new[] { "Second", "Third", "Fourth" })
            await work.AddAsync(title);
        await work.SettledAsync(running: 1, waiting: 3);

        var second = (await driver.ActiveAsync()).Single(run => run.Title == "Second");
        Assert.True((await driver.RunControl.CancelAsync(second.Id, Cancel)).Succeeded);
        await work.SettledAsync(running: 1, waiting: 2);
        work.EndOne();
        await work.SettledAsync(running: 1, waiting: 1);

        Assert.Equal(["First", "Third"], work.Begun);
        Assert.Equal(1, work.Most);
    }

    [Fact]
    public async Task A_limit_that_is_taken_away_lets_all_start_that_waited_for_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1), HeldWork.OfTag("other", 5));
        for (var task = 0; task < 4; task++)
            await work.AddAsync($"Task {task}");
        await work.SettledAsync(running: 1, waiting: 3);

        HeldWork.Limit(driver, HeldWork.OfType(2));
        await work.SettledAsync(running: 2, waiting: 2);
        Assert.Equal("a free place: of the type 'scripted', 2 runs may run at once", (await driver.ActiveAsync()).First(run => run.State == RunState.Queued).WaitsFor);
        HeldWork.Limit(driver);
        await work.SettledAsync(running: 4, waiting: 0);
    }

    [Fact]
    public async Task A_limit_that_comes_back_counts_the_runs_it_counted_before()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1));
        await work.AddAsync("First");
        await work.SettledAsync(running: 1, waiting: 0);
        HeldWork.Limit(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1));
        await work.AddAsync("Second");

        await work.SettledAsync(running: 1, waiting: 1);
        work.EndOne();

        await work.SettledAsync(running: 1, waiting: 0);
    }

    [Fact]
    public async Task Those_that_waited_longest_start_first_however_many_end_together()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(4));
        for (var task = 0; task < 24; task++)
            await work.AddAsync($"{task:00}");
        await work.SettledAsync(running: 4, waiting: 20);

        for (var left = 20; left > 0; left -= 4)
        {
            for (var place = 0; place < 4; place++)
                work.EndOne();
            await work.SettledAsync(running: 4, waiting: left - 4);
        }

        // Those that start together begin in any order.
        Assert.Equal(
            Enumerable.Range(0, 24).Select(task => $"{task:00}").Chunk(4).Select(four => string.Join(' ', four)),
            work.Begun.Chunk(4).Select(four => string.Join(' ', four.Order(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task No_place_is_lost_to_failures_time_limits_and_cancels()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:QueueCapacity", "2"));
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(3), HeldWork.OfTag("a", 2), HeldWork.OfTag("b", 1));
        var dice = new Random(20261201);
        string[][] kinds = [["a"], ["b"], ["a", "b"], []];
        for (var task = 0; task < 40; task++)
            await work.AddAsync($"Task {task}", null, kinds[dice.Next(kinds.Length)]);

        // Several may end by one step, such as all that run when their time is up.
        while (await IsLeftAsync(driver, work))
            await EndSomehowAsync(driver, work, dice.Next(4));

        Assert.True(work.Most <= 3, $"{work.Most} ran at once.");
        Assert.Equal(40, (await driver.EndedAsync(40)).Count);
    }

    private static async Task<bool> IsLeftAsync(SchedulerDriver driver, HeldWork work)
    {
        var left = 0;
        await driver.UntilAsync(async () => (left = (await driver.ActiveAsync()).Count) == 0 || work.Running > 0);
        return left > 0;
    }

    private static async Task EndSomehowAsync(SchedulerDriver driver, HeldWork work, int how)
    {
        if (how == 0)
            work.EndOne(Core.TaskTypes.Performance.Failed("It broke."));
        else if (how == 1)
            driver.Time.Advance(TimeSpan.FromMinutes(2));
        else if (how == 2 && (await driver.ActiveAsync()).FirstOrDefault(run => run.State == RunState.Running) is { } running)
            await driver.RunControl.CancelAsync(running.Id, Cancel);
        else
            work.EndOne();
    }
}
