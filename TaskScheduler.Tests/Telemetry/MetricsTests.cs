using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Telemetry.Prometheus;
using TaskScheduler.Tests.Forecasting;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Telemetry;

public sealed partial class MetricsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_counted_and_measured_by_type_and_outcome()
    {
        await using var app = new RunningApp().With(new ScriptedTaskType()).Start();
        using var client = app.CreateClient();
        await RunOnceAsync(app);
        await app.AsProgram<JournalRoller>().RollAsync();

        var text = await client.GetStringAsync("/metrics", Cancel);

        Assert.Equal(1, ValueOf(text, """taskscheduler_runs_started_total{type="scripted"}"""));
        Assert.Equal(1, ValueOf(text, """taskscheduler_runs_ended_total{outcome="succeeded",type="scripted"}"""));
        Assert.Equal(1, ValueOf(text, """taskscheduler_run_duration_seconds_count{outcome="succeeded",type="scripted"}"""));
        Assert.Equal(1, ValueOf(text, """taskscheduler_run_lateness_seconds_bucket{type="scripted",le="+Inf"}"""));
        Assert.Equal(0, ValueOf(text, "taskscheduler_runs_running"));
        Assert.True(ValueOf(text, "taskscheduler_database_size_bytes") > 0);
        Assert.True(ValueOf(text, "taskscheduler_write_size_count") > 0);
        Assert.Contains("# TYPE dotnet_gc_collections_total counter", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_ended_without_anybody_there_are_counted_too()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var lost = driver.Took(Guid.NewGuid(), 500, state: RunState.Failed);
        var missed = lost with { State = RunState.Missed, StartedAt = null, Count = 7 };

        await driver.EndAsync(lost, missed, lost, missed with { Count = 1 });

        var text = driver.Get<PrometheusReader>().Read();
        Assert.Equal(2, ValueOf(text, """taskscheduler_runs_ended_total{outcome="failed",type="scripted"}"""));
        Assert.Equal(8, ValueOf(text, """taskscheduler_runs_ended_total{outcome="missed",type="scripted"}"""));
    }

    [Fact]
    public async Task No_label_names_a_task()
    {
        await using var app = new RunningApp().With(new ScriptedTaskType()).Start();
        using var client = app.CreateClient();
        var task = await RunOnceAsync(app);

        var text = await client.GetStringAsync("/metrics", Cancel);

        Assert.DoesNotContain(task.ToString(), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Water the plants", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("10.0.0.0/8", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.0/8, ::1", HttpStatusCode.OK)]
    public async Task A_stranger_reads_them_only_from_a_network_that_the_settings_open(string? networks, HttpStatusCode status)
    {
        await using var app = (networks is null ? new RunningApp() : new RunningApp().With("TaskScheduler:Telemetry:MetricsNetworks", networks)).Start();
        using var stranger = app.CreateStranger();

        using var answer = await stranger.GetAsync("/metrics", Cancel);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_reader_of_somebody_else_understands_every_line()
    {
        await using var app = new RunningApp().With(new ScriptedTaskType()).Start();
        using var client = app.CreateClient();
        await RunOnceAsync(app);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Location, "metrics.txt");

        using var answer = await client.GetAsync("/metrics", Cancel);
        await File.WriteAllTextAsync(file, await answer.Content.ReadAsStringAsync(Cancel), Cancel);
        var read = await NodeTool.RunAsync("prometheus.js", [file], Cancel);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal((0, ""), (read.ExitCode, read.Errors));
        Assert.Contains("taskscheduler_run_duration_seconds HISTOGRAM", read.Output, StringComparison.Ordinal);
        Assert.Contains("taskscheduler_runs_started_total COUNTER", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_family_is_told_once_with_its_help_and_type_and_every_histogram_adds_up()
    {
        await using var app = new RunningApp().With(new ScriptedTaskType()).Start();
        using var client = app.CreateClient();
        await RunOnceAsync(app);

        var lines = (await client.GetStringAsync("/metrics", Cancel)).Split('\n');

        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], line => Assert.Matches(Line(), line));
        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(types.Distinct(), types);
        foreach (var infinite in lines.Where(line => line.Contains("le=\"+Inf\"", StringComparison.Ordinal)))
        {
            var count = infinite.Replace("_bucket{", "_count{", StringComparison.Ordinal).Replace("le=\"+Inf\"", "", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal);
            Assert.Contains(count, lines);
        }
    }

    private static async Task<Guid> RunOnceAsync(RunningApp app)
    {
        var created = await app.Tasks.CreateAsync(new TaskDraft { Title = "Water the plants", Type = "scripted", Schedule = new() { Kind = "immediate" } }, Cancel);
        var feed = app.AsProgram<Core.Live.LiveFeed>();
        using var changes = feed.Subscribe();
        while ((await app.AsProgram<RunStore>().ListExecutedAsync(new RunQuery { TaskId = created.Value!.Task.Id }, Cancel)).Items.Count == 0)
            await changes.ReadAsync(Cancel);
        return created.Value.Task.Id;
    }

    private static double ValueOf(string text, string series) =>
        double.Parse(Assert.Single(text.Split('\n'), line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(# (HELP|TYPE|UNIT) [a-zA-Z_][a-zA-Z0-9_]* .*|[a-zA-Z_][a-zA-Z0-9_]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*\})? (-?[0-9.]+(E[+-]?[0-9]+)?|[+-]Inf|NaN))$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
