using System.Text.Json;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Api.Documentation;

public class LintTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_independent_linter_finds_nothing_in_the_document()
    {
        var document = await server.Client.GetStringAsync("/openapi/v1.json", Cancel);

        Assert.Equal("", await LintAsync(document));
    }

    [Fact]
    public async Task The_linter_would_find_a_fault()
    {
        var document = await server.Client.GetStringAsync("/openapi/v1.json", Cancel);

        var found = await LintAsync(document.Replace("\"operationId\": \"createTask\"", "\"operationId\": \"listTasks\"", StringComparison.Ordinal));

        Assert.Contains("operation-operationId-unique", found, StringComparison.Ordinal);
    }

    /// <summary>What it complains of, warnings too, a line each.</summary>
    private static async Task<string> LintAsync(string document)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Location, "openapi.json");
        await File.WriteAllTextAsync(file, document, Cancel);
        var ending = await NodeTool.RunAsync("node_modules/@redocly/cli/bin/cli.js", ["lint", file, "--config", "redocly.yaml", "--format", "json", "--max-problems", "1000"], Cancel);
        using var report = JsonDocument.Parse(ending.Output);
        return string.Join('\n', report.RootElement.GetProperty("problems").EnumerateArray().Select(problem =>
            $"{problem.GetProperty("ruleId").GetString()}: {problem.GetProperty("message").GetString()} at {problem.GetProperty("location")[0].GetProperty("pointer").GetString()}"));
    }
}
