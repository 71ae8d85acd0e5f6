using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Alerts;

/// <summary>What time brings about: late, missed, too long, not finished, no success.</summary>
public sealed class TimeAlertTests : IAsyncLifetime
{
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "UTC" };

    private AlertBench bench = default!;

    private SchedulerDriver Driver => bench.Driver;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await AlertBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Administrators_hear_of_a_late_start_unasked_and_that_the_next_one_was_on_time()
    {
        await bench.AccountAsync("root@example.org", Role.Administrator);
        await bench.AccountAsync("viewer@example.org", Role.Viewer);
        await Driver.CreateAsync(hourly);

        await Driver.Get<Core.Firing.TaskClock>().SettledAsync();
        Driver.Time.JumpTo(SchedulerDriver.Noon.AddHours(1).AddSeconds(11));
        await Driver.EndedAsync();
        Assert.Equal([("Started late: Water the plants", "root@example.org")], (await bench.ToldAsync()).Select(message => (message.Subject, message.Destination)));
        Assert.Equal("It started 11 s after its time.", (await bench.IncidentAsync(_ => true)).Detail);
        // To its time and not beyond: what time passes until it is claimed makes it late.
        await Driver.AdvanceAsync(SchedulerDriver.Noon.AddHours(2) - Driver.Time.GetUtcNow());
        await Driver.EndedAsync(2);

        Assert.Equal(["Started late: Water the plants", "On time again: Water the plants"], await bench.SubjectsAsync());
    }

    [Fact]
    public async Task A_start_within_ten_seconds_is_on_time()
    {
        await Driver.CreateAsync(hourly);

        await Driver.Get<Core.Firing.TaskClock>().SettledAsync();
        Driver.Time.JumpTo(SchedulerDriver.Noon.AddHours(1).AddSeconds(10));
        await Driver.EndedAsync();

        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Missed_occurrences_are_one_incident()
    {
        await bench.RuleAsync("missed");
        await Driver.CreateAsync(hourly);

        await Driver.StopAsync();
        await Driver.StartAgainAsync(TimeSpan.FromHours(4.5));
        await Driver.EndedAsync(2);

        var missed = (await bench.IncidentsAsync()).Single(row => row.Kind == AlertKind.Missed);
        Assert.Contains("3 occurrences were due", missed.Detail, StringComparison.Ordinal);
        Assert.Contains("Missed: Water the plants", await bench.SubjectsAsync());
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_usual_is_told_of_while_it_runs_and_a_normal_one_ends_it()
    {
        await bench.RuleAsync("longerThanUsual", draft => draft with { Percent = 200, AtLeast = "PT30S" });
        var task = await bench.TaskAsync();
        await bench.HistoryAsync(task, 5, TimeSpan.FromMinutes(1));
        var gate = new Gate();
        Driver.Work.Script = gate.HoldAsync;
        await Driver.Tasks.RunNowAsync(task, Cancel);
        await gate.Arrived;

        Driver.Time.Advance(TimeSpan.FromSeconds(119));
        Driver.Time.Advance(TimeSpan.FromSeconds(6));
        var incident = await bench.IncidentAsync(_ => true);
        Assert.Contains("95 % ended within 1 min", incident.Detail, StringComparison.Ordinal);
        Assert.Equal(["Runs longer than usual: Water the plants"], await bench.SubjectsAsync());
        gate.Open();
        await Driver.UntilAsync(async () => await Driver.FindActiveAsync() is null);
        Assert.Null((await bench.IncidentAsync(_ => true)).ClosedAt);
        await bench.RunAsync(task);

        Assert.NotNull((await bench.IncidentAsync(_ => true)).ClosedAt);
        Assert.Equal("As fast as usual again: Water the plants", (await bench.SubjectsAsync())[1]);
    }

    [Fact]
    public async Task With_fewer_than_five_runs_nobody_knows_what_is_usual()
    {
        await bench.RuleAsync("longerThanUsual");
        await bench.RuleAsync("mustFinishBy", draft => draft with { By = "PT30M" });
        var task = await bench.TaskAsync();
        await bench.HistoryAsync(task, 4, TimeSpan.FromSeconds(1));
        var gate = new Gate();
        Driver.Work.Script = gate.HoldAsync;
        await Driver.Tasks.RunNowAsync(task, Cancel);
        await gate.Arrived;

        // The watch looks for both: once the second is found, the first was looked for.
        Driver.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(AlertKind.MustFinishBy, (await bench.IncidentAsync(_ => true)).Kind);
        gate.Open();
    }

    [Fact]
    public async Task A_run_that_is_not_finished_in_time_is_told_of_until_it_succeeds()
    {
        await bench.RuleAsync("mustFinishBy", draft => draft with { By = "12:30" });
        var task = await bench.TaskAsync();
        var gate = new Gate();
        Driver.Work.Script = gate.HoldAsync;
        await Driver.Tasks.RunNowAsync(task, Cancel);
        await gate.Arrived;

        Driver.Time.MoveTo(SchedulerDriver.Noon.AddMinutes(29));
        Assert.Empty(await bench.IncidentsAsync());
        Driver.Time.MoveTo(SchedulerDriver.Noon.AddMinutes(30).AddSeconds(5));
        Assert.Contains("was to be finished by Tue 1 Dec 2026, 12:30 (UTC)", (await bench.IncidentAsync(_ => true)).Detail, StringComparison.Ordinal);
        Assert.Single(await bench.ToldAsync());
        gate.Open();
        await bench.IncidentAsync(row => row.ClosedAt is not null);

        Assert.Equal(["Not finished in time: Water the plants", "Recovered: Water the plants"], await bench.SubjectsAsync());
    }

    [Fact]
    public async Task A_task_that_has_not_succeeded_for_too_long_is_told_of_once()
    {
        await bench.RuleAsync("notSucceededSince", draft => draft with { Since = "PT2H" });
        var task = await bench.TaskAsync();
        await bench.RunAsync(task);

        Driver.Time.Advance(TimeSpan.FromHours(2).Add(TimeSpan.FromMinutes(1)));
        await bench.IncidentAsync(row => row.Detail.StartsWith("It succeeded last Tue 1 Dec 2026, 12:00 (UTC)", StringComparison.Ordinal));
        Assert.Single(await bench.ToldAsync());
        await bench.RunAsync(task);

        Assert.Equal(["No success for too long: Water the plants", "Recovered: Water the plants"], await bench.SubjectsAsync());
    }

    [Theory]
    [InlineData("2026-12-01T02:00:00Z", "2026-12-01T05:00:00Z")]
    [InlineData("2026-12-01T05:00:00Z", "2026-12-02T05:00:00Z")]
    [InlineData("2027-03-27T20:00:00Z", "2027-03-28T04:00:00Z")]
    [InlineData("2027-10-30T20:00:00Z", "2027-10-31T05:00:00Z")]
    public void A_time_of_day_is_that_of_the_tasks_zone_also_when_clocks_change(string due, string deadline) => Assert.Equal(
        DateTimeOffset.Parse(deadline, System.Globalization.CultureInfo.InvariantCulture),
        OverdueTasks.DeadlineOf(new() { By = new(6, 0) }, DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture), new CronSchedule("0 3 * * *", "Europe/Berlin")));
}
