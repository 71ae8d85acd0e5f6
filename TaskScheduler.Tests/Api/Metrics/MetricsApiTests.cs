using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Metrics;

namespace TaskScheduler.Tests.Api.Metrics;

public sealed class MetricsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/task-summary")]
    [InlineData("/api/task-summary?window=hour")]
    public async Task Types_are_summed_up(string path)
    {
        var key = $"seldom-{Guid.NewGuid():N}";
        await EndedAsync(Guid.NewGuid(), 250, type: key);

        var answer = await server.GetAsync(path);

        var type = answer.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("type").GetString() == key);
        var figures = type.GetProperty("figures");
        Assert.Equal((1.0, 250), (figures.GetProperty("successRate").GetDouble(), figures.GetProperty("averageElapsedMs").GetInt64()));
        Assert.InRange(figures.GetProperty("p95ElapsedMs").GetInt64(), 242, 258);
        Assert.True(answer.Json.GetProperty("all").GetProperty("count").GetInt64() > 0);
    }

    [Fact]
    public async Task A_task_is_summed_up_and_found_in_the_list()
    {
        var id = (await server.PostAsync("/api/tasks", """{"title":"To be summed up","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"}""")).Json.GetProperty("id").GetGuid();
        await EndedAsync(id, 40, RunState.Failed);

        var one = await server.GetAsync($"/api/tasks/{id}/metrics?window=week");
        var list = await server.GetAsync("/api/metrics/tasks?window=hour&sort=failureRate&search=summed");

        Assert.Equal(("To be summed up", "week", 1), (one.Json.GetProperty("title").GetString(), one.Json.GetProperty("window").GetString(), one.Json.GetProperty("figures").GetProperty("failures").GetInt64()));
        Assert.Equal(1, one.Json.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("failures").GetInt64()));
        Assert.Equal((id, 0.0), (list.Json.GetProperty("items")[0].GetProperty("taskId").GetGuid(), list.Json.GetProperty("items")[0].GetProperty("figures").GetProperty("successRate").GetDouble()));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, list.Json.GetProperty("madeAt").ValueKind);
    }

    [Theory]
    [InlineData("/api/task-summary?window=decade", "window")]
    [InlineData("/api/tasks/00000000-0000-0000-0000-000000000001/metrics?window=7", "window")]
    [InlineData("/api/metrics/tasks?sort=title", "sort")]
    [InlineData("/api/metrics/tasks?page=0", "page")]
    public async Task A_fault_is_said_at_its_field(string path, string field) => Assert.Equal([field], (await server.GetAsync(path)).FaultyFields);

    [Fact]
    public async Task A_task_that_never_was_is_not_found() =>
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.GetAsync($"/api/tasks/{Guid.NewGuid()}/metrics")).Status);

    private async Task EndedAsync(Guid task, int elapsed, RunState state = RunState.Succeeded, string type = "seldom")
    {
        var now = server.App.AsProgram<TimeProvider>().GetUtcNow();
        await EndedNotes.NoteAsync(server.App.AsProgram<IWriteGate>(), EndedNotes.Of(task, now, elapsed, state, type));
        await server.App.AsProgram<JournalRoller>().RollAsync();
        await server.App.AsProgram<RankingKeeper>().RenewAsync(MetricsWindow.Hour, Cancel);
    }
}
