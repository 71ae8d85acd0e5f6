using System.Net;
using System.Text.Json;

namespace TaskScheduler.Tests.Api.Runs;

public class RunCallsTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_task_is_run_with_a_payload_for_this_run_alone()
    {
        var task = (await server.CreateReminderAsync()).GetProperty("id").GetString();

        var run = await server.PostAsync($"/api/tasks/{task}/run", """{"payload":{"title":"Today only"}}""");

        Assert.Equal(HttpStatusCode.Accepted, run.Status);
        var read = await server.GetAsync($"/api/runs/{run.Text("id")}");
        Assert.Equal("Today only", read.Json.GetProperty("payload").GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("""{"payload":{"colour":"red"}}""", "payload.colour")]
    [InlineData("""{"payload":"red"}""", "payload")]
    [InlineData("""{"input":{}}""", "input")]
    public async Task A_payload_that_is_not_right_starts_nothing(string body, string field)
    {
        var task = (await server.CreateReminderAsync()).GetProperty("id").GetString();

        var refused = await server.PostAsync($"/api/tasks/{task}/run", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.FaultyFields);
    }

    // Many clients say that they send JSON even when they send nothing.
    [Fact]
    public async Task A_task_is_run_by_a_request_that_says_JSON_and_has_no_body()
    {
        var task = (await server.CreateReminderAsync()).GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync($"/api/tasks/{task}/run", "")).Status);
    }

    [Fact]
    public async Task What_is_no_dead_letter_is_not_discarded()
    {
        var task = (await server.CreateReminderAsync()).GetProperty("id").GetString();
        var run = (await server.PostAsync($"/api/tasks/{task}/run")).Text("id");

        Assert.Equal(HttpStatusCode.Conflict, (await server.PostAsync($"/api/runs/{run}/discard", """{"reason":"Done by hand"}""")).Status);
        Assert.Equal(["reason"], (await server.PostAsync($"/api/runs/{run}/discard", """{"reason":""}""")).FaultyFields);
    }

    [Fact]
    public async Task Lists_of_what_waits_and_of_dead_letters_are_pages()
    {
        foreach (var path in new[] { "/api/runs?state=queued&type=http&page=1&pageSize=5", "/api/dead-letters?pageSize=5", "/api/executedTasks?state=deadLettered&type=http&cause=It%20broke." })
        {
            var page = (await server.GetAsync(path)).Json;
            Assert.Equal(0, page.GetProperty("total").GetInt32());
            Assert.Equal(JsonValueKind.Array, page.GetProperty("items").ValueKind);
        }

        Assert.Equal(["state"], (await server.GetAsync("/api/runs?state=failed")).FaultyFields);
    }

    [Fact]
    public async Task Many_runs_are_named_or_matched_and_what_was_done_is_counted()
    {
        var done = await server.PostAsync("/api/runs/bulk", $$"""{"action":"retry","ids":["{{Guid.NewGuid()}}"],"perMinute":30}""");
        Assert.Equal(("retry", 0), (done.Text("action"), done.Json.GetProperty("done").GetInt32()));

        var matched = await server.PostAsync("/api/runs/bulk", """{"action":"discard","filter":{"state":"deadLettered","cause":"It broke."},"reason":"Done by hand"}""");
        Assert.Equal(HttpStatusCode.OK, matched.Status);
    }

    [Theory]
    [InlineData("{}", "action")]
    [InlineData("""{"action":"explode","filter":{}}""", "action")]
    [InlineData("""{"action":"cancel"}""", "filter")]
    [InlineData("""{"action":"cancel","filter":{},"ids":[]}""", "filter")]
    [InlineData("""{"action":"cancel","filter":{"state":"done"}}""", "filter.state")]
    [InlineData("""{"action":"cancel","filter":{"from":"2026-01-01T00:00:00Z"}}""", "filter.from")]
    [InlineData("""{"action":"discard","filter":{}}""", "reason")]
    [InlineData("""{"action":"retry","filter":{},"perMinute":0}""", "perMinute")]
    public async Task What_is_not_understood_changes_nothing_and_is_named(string body, string field)
    {
        var answer = await server.PostAsync("/api/runs/bulk", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(field, answer.FaultyFields);
    }

    [Fact]
    public async Task Limits_are_replaced_as_a_whole()
    {
        var set = await server.PutAsync("/api/limits", """{"limits":[{"scope":"type","name":"http","concurrency":5,"perMinute":60},{"scope":"tag","name":"printer","concurrency":1}]}""");
        Assert.Equal(HttpStatusCode.OK, set.Status);
        Assert.Equal(["http", "printer"], (await server.GetAsync("/api/limits")).Json.EnumerateArray().Select(limit => limit.GetProperty("name").GetString()));

        Assert.Equal(["limits[0].name"], (await server.PutAsync("/api/limits", """{"limits":[{"scope":"type","name":"nothing","concurrency":5}]}""")).FaultyFields);
        Assert.Equal(["limits[0].scope"], (await server.PutAsync("/api/limits", """{"limits":[{"scope":"planet","name":"http","concurrency":5}]}""")).FaultyFields);
        Assert.Equal(["limits"], (await server.PutAsync("/api/limits", "{}")).FaultyFields);
        Assert.Empty((await server.PutAsync("/api/limits", """{"limits":[]}""")).Json.EnumerateArray());
    }
}
