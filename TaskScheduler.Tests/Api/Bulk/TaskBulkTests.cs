using System.Net;
using System.Text.Json;
using TaskScheduler.Web.Api.Bulk;

namespace TaskScheduler.Tests.Api.Bulk;

public class TaskBulkTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task All_that_match_a_filter_are_set_inactive_and_active_again()
    {
        await CreateAsync("stopped", 3);

        Assert.Equal(("setInactive", 3), await DoAsync("""{"action":"setInactive","filter":{"tag":"stopped","status":"pending","type":"notification","search":"Water"}}"""));
        Assert.Equal(3, await CountAsync("tag=stopped&status=inactive"));
        Assert.Equal(("setActive", 3), await DoAsync("""{"action":"setActive","filter":{"tag":"stopped"}}"""));
        Assert.Equal(3, await CountAsync("tag=stopped&status=pending"));
    }

    [Fact]
    public async Task The_tasks_that_are_named_are_deleted_and_no_others()
    {
        var ids = await CreateAsync("some", 3);

        Assert.Equal(("delete", 2), await DoAsync($$"""{"action":"delete","ids":["{{ids[0]}}","{{ids[2]}}","{{Guid.NewGuid()}}"]}"""));

        Assert.Equal(ids[1], Assert.Single((await server.GetAsync("/tasks?tag=some")).Json.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Tasks_are_run_now_together()
    {
        var ids = await CreateAsync("together", 2);

        Assert.Equal(("runNow", 2), await DoAsync($$"""{"action":"runNow","ids":{{JsonSerializer.Serialize(ids)}}}"""));
    }

    [Fact]
    public async Task Ten_thousand_ids_are_taken()
    {
        var ids = Enumerable.Range(0, TaskBulkApi.MaxIds).Select(_ => Guid.NewGuid());

        Assert.Equal(("setInactive", 0), await DoAsync($$"""{"action":"setInactive","ids":{{JsonSerializer.Serialize(ids)}}}"""));
    }

    [Theory]
    [InlineData("{}", "action")]
    [InlineData("""{"action":"explode","filter":{}}""", "action")]
    [InlineData("""{"action":"delete"}""", "filter")]
    [InlineData("""{"action":"delete","filter":{},"ids":[]}""", "filter")]
    [InlineData("""{"action":"delete","ids":[]}""", "ids")]
    [InlineData("""{"action":"delete","ids":["7"]}""", "ids[0]")]
    [InlineData("""{"action":"delete","filter":{"tags":"a"}}""", "filter.tags")]
    [InlineData("""{"action":"delete","filter":{"status":"done"}}""", "filter.status")]
    public async Task What_is_not_understood_changes_nothing_and_is_named(string body, string field)
    {
        var answer = await server.PostAsync("/api/tasks/bulk", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(field, answer.FaultyFields);
    }

    private async Task<(string? Action, int Count)> DoAsync(string body)
    {
        var answer = await server.PostAsync("/tasks/bulk", body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (answer.Text("action"), answer.Json.GetProperty("count").GetInt32());
    }

    private async Task<string[]> CreateAsync(string tag, int count)
    {
        var ids = new string[count];
        for (var index = 0; index < count; index++)
            ids[index] = (await server.CreateReminderAsync(members: $$""","tags":["{{tag}}"]""")).GetProperty("id").GetString()!;
        return ids;
    }

    private async Task<int> CountAsync(string query) => (await server.GetAsync($"/tasks?{query}")).Json.GetProperty("total").GetInt32();
}
