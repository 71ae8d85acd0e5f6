using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Reports;

public sealed class ReportReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset day = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReportPeriod period = new(day, day.AddDays(1), "UTC");
    private readonly Guid one = Guid.CreateVersion7();
    private readonly Guid two = Guid.CreateVersion7();
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Every_end_of_a_run_is_counted_for_its_task_and_for_all()
    {
        await AddAsync(one, RunState.Succeeded, 100);
        await AddAsync(one, RunState.Failed, 300, error: "No route");
        await AddAsync(one, RunState.TimedOut, 500, error: "Too slow");
        await AddAsync(two, RunState.Cancelled, 50);
        await AddAsync(two, RunState.Skipped, null);
        await AddAsync(two, RunState.Missed, null, occurrences: 7);

        var report = await ReadAsync();

        Assert.Equal(new OutcomeCounts(1, 1, 1, 1, 1, 7, 0), report.Total.Outcomes);
        Assert.Equal((12, 2), (report.Total.Outcomes.Runs, report.TaskCount));
        Assert.Equal([one, two], report.Tasks.Select(task => task.TaskId));
        Assert.Equal(new Spread(300, 295, 500, 500), report.Tasks[0].Figures.Durations);
        Assert.Equal(new Spread(50, 50, 50, 50), report.Tasks[1].Figures.Durations);
    }

    [Fact]
    public async Task A_run_belongs_to_the_period_in_which_it_ended()
    {
        await RecordedRuns.AddAsync(Gate, one, "One", RunState.Succeeded, day.AddSeconds(-1), 2_000);
        await RecordedRuns.AddAsync(Gate, one, "One", RunState.Succeeded, day.AddDays(1).AddSeconds(-1), 1_000);

        Assert.Equal(1, (await ReadAsync()).Total.Outcomes.Runs);
    }

    [Fact]
    public async Task Percentiles_are_those_of_the_sorted_lengths_as_near_as_a_histogram_has_them()
    {
        var lengths = Enumerable.Range(0, 173).Select(number => (long)(number * 7919 % 1_000)).ToList();
        foreach (var (at, length) in lengths.Index())
            await AddAsync(at % 2 == 0 ? one : two, RunState.Succeeded, length, late: length / 2);

        var report = await ReadAsync();

        Assert.Equal(SpreadOf(lengths), report.Total.Durations);
        Assert.Equal(SpreadOf(lengths.Select(length => length / 2)), report.Total.Lateness);
        Assert.Equal(SpreadOf(lengths.Index().Where(item => item.Index % 2 == 0).Select(item => item.Item)), report.Tasks.Single(task => task.TaskId == one).Figures.Durations);
    }

    [Fact]
    public async Task A_further_attempt_is_not_late()
    {
        await AddAsync(one, RunState.Succeeded, 10, late: 5);
        await AddAsync(one, RunState.Succeeded, 10, late: 60_000, attempt: 2);

        Assert.Equal(new Spread(5, 5, 5, 5), (await ReadAsync()).Total.Lateness);
    }

    [Fact]
    public async Task Failures_are_grouped_by_task_and_error_the_most_frequent_first()
    {
        await AddAsync(one, RunState.Failed, 1, error: "Rare");
        for (var times = 0; times < 3; times++)
            await AddAsync(two, RunState.Failed, 1, error: "Often");

        var failures = (await ReadAsync()).Failures;

        Assert.Equal([("Often", 3L, "Two"), ("Rare", 1L, "One")], failures.Select(failure => (failure.Error, failure.Count, failure.Title)));
    }

    [Fact]
    public async Task A_task_is_called_as_it_is_now()
    {
        var task = await driver.CreateAsync(new() { Kind = "once", At = "2126-01-01T00:00:00Z" }, "Its new title");
        await RecordedRuns.AddAsync(Gate, task.Task.Id, "Its old title", RunState.Succeeded, day, 1);

        Assert.Equal("Its new title", (await ReadAsync()).Tasks[0].Title);
    }

    [Fact]
    public async Task A_period_without_runs_is_a_report_too()
    {
        var report = await ReadAsync();

        Assert.Equal((0, 0), (report.Total.Outcomes.Runs, report.Tasks.Count));
        Assert.Contains("No run ended in this time.", ReportText.Of(report), StringComparison.Ordinal);
        Assert.Contains("No run ended in this time.", ReportHtml.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_tasks_than_are_listed_are_counted_and_said()
    {
        await RecordedRuns.AddManyAsync(Gate, 6_000, 1_500, day);

        var report = await ReadAsync();

        Assert.Equal((1_500, ReportReader.MostTasks, 6_000), (report.TaskCount, report.Tasks.Count, report.Total.Outcomes.Runs));
        Assert.Equal(120, report.Tasks.Sum(task => task.Figures.Outcomes.Failures));
        Assert.Contains("1,400 more tasks are not in this table", ReportHtml.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_does_not_hold_up_who_writes()
    {
        await AddAsync(one, RunState.Succeeded, 1);

        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(number => new[] { ReadAsync(), AddAsync(two, RunState.Succeeded, number) }));

        Assert.Equal(21, (await ReadAsync()).Total.Outcomes.Runs);
    }

    private IWriteGate Gate => driver.Get<IWriteGate>();

    private int added;

    private Task AddAsync(Guid task, RunState state, long? elapsed, long late = 0, string? error = null, int occurrences = 1, int attempt = 1) =>
        RecordedRuns.AddAsync(Gate, task, task == one ? "One" : "Two", state, day.AddMinutes(Interlocked.Increment(ref added)), elapsed, late, error, occurrences, attempt);

    private Task<RunReport> ReadAsync() => driver.Get<ReportReader>().ReadAsync(period, Cancel);

    private static Spread SpreadOf(IEnumerable<long> unsorted)
    {
        var lengths = unsorted.Order().ToList();
        return new(lengths.Sum() / lengths.Count, Percentile(0.50), Percentile(0.95), lengths[^1]);

        long Percentile(double share) => Math.Clamp(LengthHistogram.MiddleOf(LengthHistogram.BucketOf(lengths[(int)Math.Ceiling(lengths.Count * share) - 1])), lengths[0], lengths[^1]);
    }
}
