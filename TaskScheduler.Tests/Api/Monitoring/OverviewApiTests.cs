using System.Net;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Api.Monitoring;

public sealed class OverviewApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_what_fails_what_is_due_and_how_the_parts_are()
    {
        await using var server = new ApiServer();
        var work = new ScriptedTaskType { Script = (_, _) => Task.FromResult(Performance.Failed("It broke.") with { IsFinal = true }) };
        server.App.With(work);
        await server.InitializeAsync();
        var created = await server.App.Tasks.CreateAsync(new TaskDraft { Title = "Import", Type = "scripted", Schedule = new() { Kind = "immediate" } }, Cancel);
        using var changes = server.App.AsProgram<Core.Live.LiveFeed>().Subscribe();
        while ((await server.App.AsProgram<RunStore>().ListExecutedAsync(new RunQuery(), Cancel)).Items.Count == 0)
            await changes.ReadAsync(Cancel);

        var answer = await server.GetAsync("/api/overview");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var failing = answer.Json.GetProperty("failing").GetProperty("items")[0];
        Assert.Equal((created.Value!.Task.Id, 1, "It broke."), (failing.GetProperty("taskId").GetGuid(), failing.GetProperty("failures").GetInt32(), failing.GetProperty("error").GetString()));
        Assert.Equal((1, 60), (answer.Json.GetProperty("deadLetters").GetInt32(), answer.Json.GetProperty("throughput").GetProperty("perMinute").GetArrayLength()));
        Assert.NotEmpty(answer.Json.GetProperty("health").GetProperty("components").EnumerateArray());
    }
}
