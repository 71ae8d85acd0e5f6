using System.Net;

namespace TaskScheduler.Tests.Api;

public class QueryTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("/api/tasks?page=0", "page", "from 1 to")]
    [InlineData("/api/tasks?page=two", "page", "from 1 to")]
    [InlineData("/api/tasks?pageSize=501", "pageSize", "from 1 to 500")]
    [InlineData("/api/tasks?page=100001&pageSize=1", "page", "from 1 to 100000")]
    [InlineData("/api/tasks?page=4001", "page", "nextCursor")]
    [InlineData("/api/executedTasks?page=201&pageSize=500", "page", "nextCursor")]
    [InlineData("/api/tasks?cursor=nonsense", "cursor", "not given out for this list")]
    [InlineData("/api/executedTasks?cursor=bnVsbA", "cursor", "not given out for this list")]
    [InlineData("/api/tasks?cursor=nonsense&page=2", "cursor", "not both")]
    [InlineData("/api/tasks?status=foo", "status", "pending, queued, running, executed, inactive")]
    [InlineData("/api/tasks?sort=colour", "sort", "executionTime, title,")]
    [InlineData("/api/executedTasks?state=running", "state", "succeeded, failed, timedOut,")]
    [InlineData("/api/executedTasks?taskId=7", "taskId", "not an id")]
    [InlineData("/api/executedTasks?from=yesterday", "from", "ISO 8601 with offset")]
    [InlineData("/api/executedTasks?from=2026-01-01T00:00:00", "from", "2026-01-01T00:00:00Z")]
    [InlineData("/api/executedTasks?to=2026-01-01T00:00:00+01:00", "to", "%2B")]
    public async Task A_value_that_is_not_understood_is_named_with_what_is_allowed(string path, string field, string hint)
    {
        var answer = await server.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.FaultyFields);
        Assert.Contains(hint, answer.Fault(field));
    }

    [Fact]
    public async Task All_values_that_are_not_understood_are_named_at_once()
    {
        var answer = await server.GetAsync("/tasks?page=0&pageSize=0&status=foo&sort=bar");

        Assert.Equal(["page", "pageSize", "sort", "status"], answer.FaultyFields);
    }

    [Fact]
    public async Task A_span_of_time_that_ends_before_it_begins_is_refused()
    {
        var answer = await server.GetAsync("/executedTasks?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z");

        Assert.Equal(["to"], answer.FaultyFields);
    }
}
