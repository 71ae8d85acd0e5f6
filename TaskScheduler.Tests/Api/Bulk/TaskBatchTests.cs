using System.Net;
using System.Text.Json;
using TaskScheduler.Web.Api.Bulk;

namespace TaskScheduler.Tests.Api.Bulk;

public class TaskBatchTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_batch_creates_its_tasks_in_their_order()
    {
        var answer = await server.PostAsync("/tasks/batch", Batch(Task("Alpha"), Task("Beta"), Task("Gamma")));

        Assert.Equal((HttpStatusCode.Created, 3), (answer.Status, answer.Json.GetProperty("count").GetInt32()));
        var ids = answer.Json.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ToArray();
        Assert.Equal("Alpha", (await server.GetAsync($"/tasks/{ids[0]}")).Text("title"));
        Assert.Equal("Gamma", (await server.GetAsync($"/tasks/{ids[2]}")).Text("title"));
    }

    [Fact]
    public async Task One_fault_is_named_by_its_place_and_creates_none()
    {
        var answer = await server.PostAsync("/api/tasks/batch", Batch(Task("Good", "atomic"), Task("", "atomic"), Task("Good", "atomic")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("Give the task a title.", answer.Fault("tasks[1].title"));
        Assert.Equal(0, await CountAsync("atomic"));
    }

    [Fact]
    public async Task Every_member_of_the_wrong_type_is_named_by_its_place()
    {
        var answer = await server.PostAsync("/api/tasks/batch", Batch(Task("Good"), "7", """{"title":5,"schedule":{"kind":1}}"""));

        Assert.Equal(["tasks[1]", "tasks[2].schedule.kind", "tasks[2].title"], answer.FaultyFields);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"tasks":[]}""")]
    [InlineData("""{"tasks":{}}""")]
    public async Task A_batch_of_nothing_is_refused(string body)
    {
        var answer = await server.PostAsync("/api/tasks/batch", body);

        Assert.Equal(["tasks"], answer.FaultyFields);
    }

    [Fact]
    public async Task Of_very_many_faults_the_first_are_named()
    {
        var answer = await server.PostAsync("/api/tasks/batch", Batch([.. Enumerable.Repeat(Task(""), 150)]));

        Assert.Equal(101, answer.FaultyFields.Count);
        Assert.Equal("These are the first 100 of 150 faults.", answer.Fault("tasks"));
    }

    [Fact]
    public async Task Ten_thousand_tasks_are_one_call()
    {
        var answer = await server.PostAsync("/api/tasks/batch", Batch([.. Enumerable.Range(1, TaskBatchApi.MaxTasks).Select(number => Task($"Task {number}", "many"))]));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(TaskBatchApi.MaxTasks, await CountAsync("many"));
    }

    [Fact]
    public async Task One_task_more_than_ten_thousand_is_refused()
    {
        var answer = await server.PostAsync("/api/tasks/batch", Batch([.. Enumerable.Repeat(Task("One"), TaskBatchApi.MaxTasks + 1)]));

        Assert.Equal(["tasks"], answer.FaultyFields);
    }

    [Fact]
    public async Task A_body_of_more_than_16_megabytes_is_refused()
    {
        var answer = await server.PostAsync("/api/tasks/batch", $$"""{"tasks":["{{new string('x', TaskBatchApi.MaxBytes)}}"]}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    private async Task<int> CountAsync(string tag) => (await server.GetAsync($"/tasks?tag={tag}")).Json.GetProperty("total").GetInt32();

    private static string Batch(params string[] tasks) => $$"""{"tasks":[{{string.Join(',', tasks)}}]}""";

    private static string Task(string title, string tag = "batch") =>
        $$"""{"title":{{JsonSerializer.Serialize(title)}},"description":"One of several","executionTime":"2099-01-01T09:00:00Z","userEmail":"kim@example.org","tags":["{{tag}}"]}""";
}
