using System.Diagnostics;
using System.Text;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Benchmarks.Rest;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Benchmarks.Upkeep;

/// <summary>How long the program takes to say how it is while both cores are busy with creates and runs.</summary>
internal sealed class HealthScenario : IScenario
{
    private const int RunsPerSecond = 100;

    private static readonly TimeSpan betweenQuestions = TimeSpan.FromMilliseconds(20);
    private static readonly string[] paths = ["/health", "/health/live", "/health/ready"];

    public string Name => "health";

    public string Title => "Health under full load";

    public async Task<string> RunAsync(bool quick)
    {
        using var folder = new TemporaryFolder();
        await using var program = await ServedProgram.StartAsync(folder.Location);
        using var load = new CreateLoad(program);
        await CreateRecurringAsync(program.Client);
        var (warmUp, measured) = (TimeSpan.FromSeconds(quick ? 2 : 5), TimeSpan.FromSeconds(quick ? 3 : 20));

        var quiet = await AskAsync(program.Client, Task.Delay(warmUp, TimeProvider.System));
        var working = load.RunAsync(warmUp, measured);
        var busy = await AskAsync(program.Client, working);
        var creates = await working;
        var table = new MarkdownTable("GET", "load", "asked", "p50, ms", "p99, ms", "slowest, ms");
        foreach (var path in paths)
            table.Row(Cells(path, "runs alone", quiet[path])).Row(Cells(path, "runs and creates", busy[path]));
        return $"""
            The program as a process of its own, with {RunsPerSecond} runs due each second, each with a message, and then besides {CreateLoad.Connections} connections that create {creates.PerSecond:N0} tasks a second, which is all that both cores can do. It is asked by an administrator, who is told of every component, every {betweenQuestions.TotalMilliseconds:0} ms on a connection of its own, which shares the cores.

            {table}
            """;
    }

    private static string[] Cells(string path, string load, List<double> took) =>
        [$"`{path}`", load, $"{took.Count:N0}", $"{Spread.Percentile(took, 0.5):0.0}", $"{Spread.Percentile(took, 0.99):0.0}", $"{took[^1]:0.0}"];

    private static async Task CreateRecurringAsync(HttpClient client)
    {
        var start = IsoText.Of(TimeProvider.System.GetUtcNow());
        var task = $$"""{"title":"Say so","type":"notification","schedule":{"kind":"interval","every":"PT1S","startAt":"{{start}}"},"userEmail":"somebody@example.org"}""";
        using var content = new StringContent($$"""{"tasks":[{{string.Join(',', Enumerable.Repeat(task, RunsPerSecond))}}]}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/tasks/batch", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<Dictionary<string, List<double>>> AskAsync(HttpClient client, Task until)
    {
        var took = paths.ToDictionary(path => path, _ => new List<double>());
        while (!until.IsCompleted)
        {
            foreach (var path in paths)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                took[path].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            await Task.Delay(betweenQuestions, TimeProvider.System);
        }

        foreach (var times in took.Values)
            times.Sort();
        return took;
    }
}
