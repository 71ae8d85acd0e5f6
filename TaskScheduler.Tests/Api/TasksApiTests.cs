using System.Net;
using System.Text.Json.Nodes;

namespace TaskScheduler.Tests.Api;

public class TasksApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_smallest_task_is_a_reminder_due_once()
    {
        var answer = await server.PostAsync("/tasks", """{"title":"Water the plants","description":"All","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal($"/api/tasks/{answer.Text("id")}", answer.Location);
        Assert.Equal(("notification", "pending", "2099-01-01T08:00:00+00:00"), (answer.Text("type"), answer.Text("status"), answer.Text("executionTime")));
        Assert.Equal("""{"kind":"once","at":"2099-01-01T09:00:00+01:00"}""", answer.Json.GetProperty("schedule").ToString());
        Assert.Equal("PT1M", answer.Text("timeLimit"));
    }

    [Fact]
    public async Task A_task_has_exactly_the_members_that_are_promised()
    {
        var task = await server.CreateReminderAsync();

        string[] promised = ["id", "title", "description", "type", "payload", "schedule", "status", "executionTime", "userEmail", "tags", "timeLimit", "retry", "overlap", "recovery", "priority", "notify", "userId", "version", "createdAt", "updatedAt", "lastRun"];
        Assert.Equal(promised, task.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task What_breaks_the_rules_is_named_by_its_field()
    {
        var answer = await server.PostAsync("/tasks", """{"executionTime":"2099-01-01T09:00:00","userEmail":"kim"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Superset(new HashSet<string>(["title", "executionTime", "userEmail"]), answer.FaultyFields.ToHashSet());
    }

    [Fact]
    public async Task A_task_is_read_with_its_version_as_tag()
    {
        var task = await server.CreateReminderAsync();

        var answer = await server.GetAsync($"/tasks/{Id(task)}");

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.ETag));
        Assert.Equal(task.GetRawText(), answer.Json.GetRawText());
    }

    [Fact]
    public async Task What_was_read_can_be_edited_and_sent_back_as_it_is()
    {
        var task = JsonNode.Parse((await server.CreateReminderAsync()).GetRawText())!;
        task["title"] = "Water the trees";

        var answer = await server.PutAsync($"/tasks/{task["id"]}", task.ToJsonString());

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (answer.Status, answer.ETag));
        Assert.Equal("Water the trees", answer.Text("title"));
    }

    [Fact]
    public async Task A_new_time_beside_the_old_schedule_is_not_passed_over()
    {
        var task = JsonNode.Parse((await server.CreateReminderAsync()).GetRawText())!;
        task["executionTime"] = "2099-02-02T00:00:00Z";

        var answer = await server.PutAsync($"/tasks/{task["id"]}", task.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_a_conflict()
    {
        var id = Id(await server.CreateReminderAsync());
        await server.PutAsync($"/tasks/{id}", Reminder("First"));

        var answer = await server.PutAsync($"/tasks/{id}", Reminder("Second", ""","version":1"""));

        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Equal("First", (await server.GetAsync($"/tasks/{id}")).Text("title"));
    }

    [Fact]
    public async Task A_task_that_would_follow_itself_by_way_of_another_is_refused()
    {
        var parent = Id(await server.CreateReminderAsync());
        var child = Id((await server.PostAsync("/tasks", Following(parent))).Json);

        var answer = await server.PutAsync($"/tasks/{parent}", Following(child));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Contains("schedule.task", answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"abc\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    public async Task If_match_decides_whether_a_task_is_replaced(string tag, HttpStatusCode status)
    {
        var id = Id(await server.CreateReminderAsync());

        var answer = await server.PutAsync($"/tasks/{id}", Reminder("Edited"), ("If-Match", tag));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/inactive")]
    [InlineData("PUT", "/active")]
    public async Task If_match_decides_over_every_other_change_too(string method, string path)
    {
        var id = Id(await server.CreateReminderAsync());

        var outdated = await server.SendAsync(new(method), $"/tasks/{id}{path}", null, ("If-Match", "\"7\""));
        var unclear = await server.SendAsync(new(method), $"/tasks/{id}{path}", null, ("If-Match", "7"));
        var current = await server.SendAsync(new(method), $"/tasks/{id}{path}", null, ("If-Match", "\"1\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest), (outdated.Status, unclear.Status));
        Assert.True((int)current.Status is 200 or 204, $"{current.Status}");
    }

    [Fact]
    public async Task Every_answer_of_one_task_has_its_version_as_tag()
    {
        var created = await server.PostAsync("/tasks", Reminder("Tagged"));
        var id = created.Text("id");

        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal("\"2\"", (await server.PutAsync($"/tasks/{id}/inactive")).ETag);
        Assert.Equal("\"3\"", (await server.PutAsync($"/tasks/{id}/active")).ETag);
    }

    [Fact]
    public async Task A_task_is_set_inactive_and_active_again()
    {
        var id = Id(await server.CreateReminderAsync());

        Assert.Equal("inactive", (await server.PutAsync($"/tasks/{id}/inactive")).Text("status"));
        Assert.Equal("pending", (await server.PutAsync($"/tasks/{id}/active")).Text("status"));
    }

    [Fact]
    public async Task A_deleted_task_is_gone()
    {
        var id = Id(await server.CreateReminderAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync($"/tasks/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/tasks/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.DeleteAsync($"/tasks/{id}")).Status);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/inactive")]
    [InlineData("PUT", "/active")]
    [InlineData("POST", "/run")]
    public async Task What_is_asked_of_a_task_that_does_not_exist_is_not_found(string method, string path)
    {
        var body = method == "PUT" && path.Length == 0 ? Reminder("Nobody") : null;

        var answer = await server.SendAsync(new(method), $"/api/tasks/{Guid.NewGuid()}{path}", body);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Tasks_are_listed_in_pages_by_what_is_asked_for()
    {
        foreach (var title in (string[])["Alpha", "Beta", "Gamma"])
            await server.CreateReminderAsync(title, ""","tags":["listed"]""");

        var page = (await server.GetAsync("/tasks?tag=listed&status=pending&type=notification&sort=-title&page=2&pageSize=2")).Json;

        Assert.Equal((3, 2, 2), (page.GetProperty("total").GetInt32(), page.GetProperty("page").GetInt32(), page.GetProperty("pageSize").GetInt32()));
        Assert.Equal("Alpha", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_cursor_leads_to_the_next_page()
    {
        foreach (var title in (string[])["Alpha", "Beta", "Gamma"])
            await server.CreateReminderAsync(title, ""","tags":["walked"]""");

        var first = (await server.GetAsync("/tasks?tag=walked&sort=-title&pageSize=2")).Json;
        var second = (await server.GetAsync($"/tasks?tag=walked&sort=-title&pageSize=2&cursor={first.GetProperty("nextCursor")}")).Json;

        Assert.Equal("Alpha", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("title").GetString());
        Assert.Equal((3, 2, (string?)null), (second.GetProperty("total").GetInt32(), second.GetProperty("page").GetInt32(), second.GetProperty("nextCursor").GetString()));
    }

    private static string Reminder(string title, string members = "") =>
        $$"""{"title":"{{title}}","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"{{members}}}""";

    private static string Following(string task) => $$$"""{"title":"Tell the office","schedule":{"kind":"after","task":"{{{task}}}"},"userEmail":"kim@example.org"}""";

    private static string Id(System.Text.Json.JsonElement task) => task.GetProperty("id").GetString()!;
}
