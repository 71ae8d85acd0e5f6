using System.Net;
using System.Text.Json;

namespace TaskScheduler.Tests.Api;

public class RunsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] Promised =
        ["id", "taskId", "title", "type", "state", "dueAt", "startedAt", "endedAt", "elapsedMs", "latenessMs", "attempt", "trigger", "node", "reason", "error", "occurrences", "lastDueAt", "retryAt", "waitsFor"];

    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_asked_for_is_accepted_and_can_be_followed()
    {
        var task = await server.CreateReminderAsync();

        var answer = await server.PostAsync($"/api/tasks/{Id(task)}/run");

        Assert.Equal((HttpStatusCode.Accepted, $"/api/runs/{answer.Text("id")}"), (answer.Status, answer.Location));
        Assert.Equal((Id(task), "manual"), (answer.Text("taskId"), answer.Text("trigger")));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(answer.Location!)).Status);
    }

    [Fact]
    public async Task An_ended_run_is_listed_with_exactly_the_members_that_are_promised()
    {
        var run = await EndedRunAsync();

        var page = (await server.GetAsync($"/executedTasks?taskId={run.GetProperty("taskId").GetString()}")).Json;

        var listed = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(Id(run), Id(listed));
        Assert.Equal(Promised, listed.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_run_is_read_with_its_attempts_output_and_payload()
    {
        var run = (await server.GetAsync($"/api/runs/{Id(await EndedRunAsync())}")).Json;

        Assert.Equal("succeeded", Assert.Single(run.GetProperty("attempts").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Object, run.GetProperty("payload").ValueKind);
        Assert.Superset(new HashSet<string>([.. Promised, "output"]), run.EnumerateObject().Select(member => member.Name).ToHashSet());
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task A_run_that_has_succeeded_can_be_neither_cancelled_nor_retried(string what)
    {
        var run = await EndedRunAsync();

        var answer = await server.PostAsync($"/api/runs/{Id(run)}/{what}");

        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_run_that_has_succeeded_names_no_parent_and_no_children_and_is_not_compared()
    {
        var run = await EndedRunAsync();

        var read = (await server.GetAsync($"/api/runs/{Id(run)}")).Json;
        var compared = await server.GetAsync($"/api/runs/{Id(run)}/difference");

        Assert.Equal((JsonValueKind.Null, 0), (read.GetProperty("parent").ValueKind, read.GetProperty("children").GetArrayLength()));
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (compared.Status, compared.ContentType));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/difference")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    public async Task What_is_asked_of_a_run_that_does_not_exist_is_not_found(string method, string path)
    {
        var answer = await server.SendAsync(new(method), $"/api/runs/{Guid.NewGuid()}{path}", null);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Ended_runs_are_filtered_by_state_and_time()
    {
        var task = (await EndedRunAsync()).GetProperty("taskId").GetString();

        Assert.Equal(1, await CountAsync($"taskId={task}&state=succeeded&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00%2B01:00"));
        Assert.Equal(0, await CountAsync($"taskId={task}&state=failed"));
        Assert.Equal(0, await CountAsync($"taskId={task}&to=2000-01-01T00:00:00Z"));
    }

    private async Task<int> CountAsync(string query) => (await server.GetAsync("/executedTasks?" + query)).Json.GetProperty("total").GetInt32();

    private async Task<JsonElement> EndedRunAsync()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);
        var run = (await server.PostAsync($"/api/tasks/{Id(await server.CreateReminderAsync())}/run")).Json;
        return await hub.EventAsync("runChanged", change => Id(change) == Id(run) && change.GetProperty("state").GetString() == "succeeded", stop);
    }

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
