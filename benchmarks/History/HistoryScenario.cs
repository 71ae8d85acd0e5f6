using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Benchmarks.Rest;

namespace TaskScheduler.Benchmarks.History;

/// <summary>Every list and every summary over a year of runs: how long the server takes for each.</summary>
internal sealed class HistoryScenario : IScenario
{
    /// <summary>A folder that was filled before; it is filled if there is none.</summary>
    private const string FolderVariable = "TASKSCHEDULER_HISTORY";

    private const int AskedBefore = 3;

    public string Name => "history";

    public string Title => "A year of runs";

    public async Task<string> RunAsync(bool quick)
    {
        var size = quick ? HistorySize.Small : HistorySize.Large;
        using var temporary = new TemporaryFolder();
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? Path.Combine(temporary.Location, "data");
        if (!File.Exists(Path.Combine(folder, "taskscheduler.db")))
            await Seeding.FillAsync(folder, size);
        await using var program = await ServedProgram.StartAsync(folder);
        var before = program.Process.ResidentMb();
        var table = new MarkdownTable("call", "first, ms", "p50, ms", "p95, ms", "slowest, ms");
        foreach (var (name, path) in await CallsAsync(program.Client))
            table.Row([name, .. await MeasureAsync(program.Client, path, quick ? 20 : 100)]);
        return $"""
            {await TotalAsync(program.Client, "executedTasks")} runs of {await TotalAsync(program.Client, "tasks")} tasks over a year, made by `seed`; the program as a process of its own, asked over HTTP for one thing after the other: the first time since it was started, and then {(quick ? 20 : 100)} times after {AskedBefore} that don't count. Pages read what these calls read.
            Resident memory {before.ToString("N0", CultureInfo.InvariantCulture)} MB before and {program.Process.ResidentMb().ToString("N0", CultureInfo.InvariantCulture)} MB after all of them.

            {table}
            """;
    }

    private static async Task<string> TotalAsync(HttpClient client, string list)
    {
        using var page = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/{list}?pageSize=1", UriKind.Relative)));
        return page.RootElement.GetProperty("total").GetInt32().ToString("N0", CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<(string Name, string Path)>> CallsAsync(HttpClient client)
    {
        using var busiest = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/metrics/tasks?window=year&pageSize=1", UriKind.Relative)));
        var task = busiest.RootElement.GetProperty("items")[0].GetProperty("taskId").GetString();
        using var latest = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/executedTasks?taskId={task}&pageSize=1", UriKind.Relative)));
        var run = latest.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        var monthAgo = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        string[] paths =
        [
            "/api/overview", "/api/scheduled-tasks-summary", "/api/storage",
            "/api/task-summary", "/api/task-summary?window=month", "/api/task-summary?window=week", "/api/task-summary?window=day", "/api/task-summary?window=hour",
            $"/api/tasks/{task}/metrics?window=year", $"/api/tasks/{task}/metrics?window=day",
            .. from window in new[] { "hour", "day", "week", "month", "year" } from sort in new[] { "count", "failureRate", "duration", "totalTime", "lateness" } select $"/api/metrics/tasks?window={window}&sort={sort}",
            "/api/metrics/tasks?window=year&search=99", "/api/metrics/tasks?window=year&type=http",
            "/api/executedTasks", "/api/executedTasks?page=100&pageSize=100", "/api/executedTasks?state=succeeded", "/api/executedTasks?state=failed", "/api/executedTasks?state=cancelled", "/api/executedTasks?state=deadLettered",
            "/api/executedTasks?type=http", "/api/executedTasks?type=nothing", "/api/executedTasks?state=failed&type=http", $"/api/executedTasks?from={monthAgo}", $"/api/executedTasks?to={monthAgo}&state=failed", $"/api/executedTasks?taskId={task}", $"/api/executedTasks?taskId={task}&state=failed",
            "/api/executedTasks?search=Stored%2099", "/api/executedTasks?search=503", "/api/executedTasks?search=nothing%20like%20this",
            $"/api/runs/{run}", "/api/dead-letters", "/api/runs",
            "/api/tasks", $"/api/tasks/{task}", "/api/tasks?search=99", "/api/tasks?status=queued", "/api/tasks?sort=lastRun", "/api/messages", "/api/audit", "/api/audit?search=Stored", "/api/bell", "/api/incidents",
            "/api/report?format=csv&period=today", "/api/report?format=csv&period=past-7-days", "/api/report?format=csv&period=yesterday", "/api/report?format=csv&period=last-7-days", "/api/report?format=csv&period=last-month", "/health",
        ];
        return [.. paths.Select(path => ($"`GET {path.Replace(task!, "{id}", StringComparison.Ordinal).Replace(run!, "{id}", StringComparison.Ordinal).Replace(monthAgo, "{30 days ago}", StringComparison.Ordinal)}`", path))];
    }

    private static async Task<string[]> MeasureAsync(HttpClient client, string path, int times)
    {
        var took = new List<double>();
        double? first = null;
        for (var time = -AskedBefore; time < times; time++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!answer.IsSuccessStatusCode)
                return [$"answered {(int)answer.StatusCode}", "", "", ""];
            first ??= elapsed;
            if (time >= 0)
                took.Add(elapsed);
            // What takes a second is slow however often it is asked.
            if (time >= 5 && elapsed > 1_000)
                break;
        }

        took.Sort();
        Progress.Say($"{path}: {first:0.0} {Spread.Percentile(took, 0.5):0.0} {Spread.Percentile(took, 0.95):0.0} {took[^1]:0.0}");
        return [Said(first!.Value), Said(Spread.Percentile(took, 0.5)), Said(Spread.Percentile(took, 0.95)), Said(took[^1])];
    }

    private static string Said(double ms) => ms.ToString("0.0", CultureInfo.InvariantCulture);
}
