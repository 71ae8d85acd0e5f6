using System.Net;
using System.Text.Json;

namespace TaskScheduler.Tests.Api;

public class VersionsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_versions_of_a_task_are_listed_with_what_each_changed()
    {
        var id = await EditedAsync();

        var page = (await server.GetAsync($"/tasks/{id}/versions")).Json;

        Assert.Equal(["items", "total", "page", "pageSize", "deleted"], page.EnumerateObject().Select(member => member.Name));
        Assert.Equal([(2, "task.changed", true), (1, "task.created", false)], Items(page).Select(version => (version.GetProperty("version").GetInt32(), version.GetProperty("action").GetString()!, version.GetProperty("current").GetBoolean())));
        Assert.Equal("""[{"field":"title","before":"First","after":"Second"}]""", Items(page)[0].GetProperty("changes").ToString());
        Assert.NotEmpty(Items(page)[0].GetProperty("by").GetString()!);
    }

    [Fact]
    public async Task A_version_is_read_with_its_definition_and_without_its_secrets()
    {
        var created = await server.PostAsync("/tasks", """{"title":"Call","type":"http","payload":{"url":"https://example.org/?token=S3CRET","headers":{"Authorization":"S3CRET"}},"schedule":{"kind":"interval","every":"PT1H"}}""");

        var version = await server.GetAsync($"/tasks/{created.Text("id")}/versions/1");

        Assert.Equal(("Call", "http", "interval", true), (version.Text("title"), version.Text("type"), version.Json.GetProperty("schedule").GetProperty("kind").GetString(), version.Json.GetProperty("active").GetBoolean()));
        Assert.DoesNotContain("S3CRET", version.Json.GetRawText());
    }

    [Fact]
    public async Task Two_versions_are_compared()
    {
        var id = await EditedAsync();

        Assert.Equal("""[{"field":"title","before":"Second","after":"First"}]""", (await server.GetAsync($"/tasks/{id}/versions/2/difference/1")).Json.GetRawText());
        Assert.Equal("[]", (await server.GetAsync($"/tasks/{id}/versions/2/difference/2")).Json.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/tasks/{id}/versions/2/difference/9")).Status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("2", HttpStatusCode.BadRequest)]
    public async Task A_version_is_brought_back_if_the_task_is_the_one_that_was_seen(string? tag, HttpStatusCode status)
    {
        var id = await EditedAsync();

        var answer = await server.PostAsync($"/tasks/{id}/versions/1/restore", null, tag is null ? [] : [("If-Match", tag)]);

        Assert.Equal(status, answer.Status);
        var task = await server.GetAsync($"/tasks/{id}");
        Assert.Equal(status == HttpStatusCode.OK ? ("First", "\"3\"") : ("Second", "\"2\""), (task.Text("title"), task.ETag));
    }

    [Fact]
    public async Task A_deleted_task_keeps_its_versions_and_can_be_brought_back()
    {
        var id = await EditedAsync();
        await server.DeleteAsync($"/tasks/{id}");

        Assert.Equal(JsonValueKind.Object, (await server.GetAsync($"/tasks/{id}/versions")).Json.GetProperty("deleted").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync($"/tasks/{id}/versions/1/restore")).Status);
        Assert.Equal(("First", "\"3\""), ((await server.GetAsync($"/tasks/{id}")).Text("title"), (await server.GetAsync($"/tasks/{id}")).ETag));
    }

    [Theory]
    [InlineData("\"1\"", "", HttpStatusCode.PreconditionFailed)]
    [InlineData(null, ""","version":1""", HttpStatusCode.Conflict)]
    public async Task An_edit_of_an_older_version_is_told_who_changed_what(string? tag, string member, HttpStatusCode status)
    {
        var id = await EditedAsync();

        var answer = await server.PutAsync($"/tasks/{id}", Reminder("Third", member), tag is null ? [] : [("If-Match", tag)]);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Contains("changed the title just now.", answer.Text("detail"));
        var change = Assert.Single(answer.Json.GetProperty("changes").EnumerateArray());
        Assert.Equal((2, "title"), (change.GetProperty("version").GetInt32(), change.GetProperty("changes")[0].GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/1")]
    [InlineData("POST", "/1/restore")]
    public async Task What_never_was_is_not_found(string method, string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(new(method), $"/api/tasks/{Guid.NewGuid()}/versions{path}", null)).Status);

    private static JsonElement[] Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private static string Reminder(string title, string members = "") =>
        $$"""{"title":"{{title}}","description":"All of them","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"{{members}}}""";

    private async Task<string> EditedAsync()
    {
        var id = (await server.CreateReminderAsync("First")).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync($"/tasks/{id}", Reminder("Second"))).Status);
        return id;
    }
}
