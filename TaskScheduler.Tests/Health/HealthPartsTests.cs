using Microsoft.Extensions.Options;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Health;

public sealed class HealthPartsTests
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;
    private static readonly IOptions<HealthOptions> usual = Options.Create(new HealthOptions());

    [Theory]
    [InlineData(-3_600, "set back by 1 h")]
    [InlineData(7_200, "went forwards by 2 h")]
    public void A_clock_that_was_set_is_told_for_ten_minutes(int seconds, string words)
    {
        var time = new SettableClock(noon);
        var steps = new ClockSteps(usual, time);
        steps.Look();
        time.Pass(TimeSpan.FromSeconds(5));
        Assert.Null(steps.Look());

        time.Set(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(seconds), steps.Look()!.By);
        var entry = ((IHealthSource)steps).Look();
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains(words, entry.Words, StringComparison.Ordinal);
        time.Pass(TimeSpan.FromMinutes(11));
        Assert.Null(steps.Look());
        Assert.Equal(HealthStatus.Healthy, ((IHealthSource)steps).Look().Status);
    }

    [Fact]
    public void A_late_start_is_told_for_ten_minutes_and_one_on_time_is_not()
    {
        var time = new ManualTime(noon);
        var starts = new LateStarts(new FactBoard(), usual, time);

        starts.Started([Claimed("On time", TimeSpan.FromSeconds(10))]);
        Assert.Equal(HealthStatus.Healthy, starts.Look().Status);
        starts.Started([Claimed("Late", TimeSpan.FromSeconds(10.001))]);

        Assert.Equal(HealthStatus.Degraded, starts.Look().Status);
        Assert.Equal("Late", Assert.Single(starts.Recent()).Title);
        time.Advance(TimeSpan.FromMinutes(10.5));
        Assert.Equal(HealthStatus.Healthy, starts.Look().Status);
    }

    [Fact]
    public void What_somebody_wanted_to_wait_is_not_late()
    {
        var starts = new LateStarts(new FactBoard(), usual, new ManualTime(noon));
        var minute = TimeSpan.FromMinutes(1);

        starts.Started([Claimed("Held by a limit", minute) with { Waited = true }, Claimed("By hand", minute) with { Trigger = RunTrigger.Manual }]);

        Assert.Empty(starts.Recent());
    }

    [Fact]
    public void A_run_that_was_due_long_ago_is_told_before_it_starts()
    {
        var facts = new FactBoard { Latest = new(noon, null, null, null) { Ledger = LedgerFacts.None with { OldestDue = noon.AddSeconds(-42), NextDue = noon.AddMinutes(1) } } };

        var entry = new LateStarts(facts, usual, new ManualTime(noon)).Look();

        Assert.Equal((HealthStatus.Degraded, 42_000L), (entry.Status, entry.Facts["oldestDueMs"]));
    }

    [Theory]
    [InlineData(2_000, HealthStatus.Healthy)]
    [InlineData(999, HealthStatus.Degraded)]
    [InlineData(49, HealthStatus.Unhealthy)]
    public async Task Little_free_space_is_told_in_time(int megabytes, HealthStatus status)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var facts = new FactBoard { Latest = new(noon, null, null, null) { FreeBytes = megabytes * 1_000_000L } };

        Assert.Equal(status, new DiskHealth(driver.Get<Core.Persistence.DataFolder>(), facts, usual).Look().Status);
    }

    [Theory]
    [InlineData(null, null, HealthStatus.Healthy, "no backups yet")]
    [InlineData(20, null, HealthStatus.Healthy, "20 h ago")]
    [InlineData(40, null, HealthStatus.Degraded, "longer than it should be")]
    [InlineData(20, "The disk is full.", HealthStatus.Degraded, "failed: The disk is full.")]
    public void A_backup_that_failed_or_is_too_old_is_told(int? hoursAgo, string? fault, HealthStatus status, string words)
    {
        var backups = new BackupFacts(hoursAgo is { } hours ? new("backup.zip", 1, noon.AddHours(-hours), null) : null, null, fault, null);
        var facts = new FactBoard { Latest = new(noon, null, null, null) { Backups = backups } };

        var entry = new BackupHealth(facts, Options.Create(new BackupOptions()), new ManualTime(noon)).Look();

        Assert.Equal(status, entry.Status);
        Assert.Contains(words, entry.Words, StringComparison.Ordinal);
    }

    private static ClaimedRun Claimed(string title, TimeSpan lateness) =>
        new(new RunContext(Guid.NewGuid(), Guid.NewGuid(), title, "", null, "{}", noon - lateness, 1), "http", TimeSpan.FromMinutes(1), 1) { StartedAt = noon };

    /// <summary>A clock that somebody sets, beside a count that goes on evenly.</summary>
    private sealed class SettableClock(DateTimeOffset start) : TimeProvider
    {
        private TimeSpan passed;
        private TimeSpan set;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => start + passed + set;

        public override long GetTimestamp() => passed.Ticks;

        public void Pass(TimeSpan span) => passed += span;

        public void Set(TimeSpan by) => set += by;
    }
}
