using System.Net;

namespace TaskScheduler.Tests.Api.Bulk;

public class DuplicateTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_copy_has_all_of_its_original_but_the_title()
    {
        var original = await server.CreateReminderAsync("Water", ""","tags":["garden"],"timeLimit":"PT5M" """);

        var answer = await server.PostAsync($"/tasks/{original.GetProperty("id")}/duplicate");

        Assert.Equal((HttpStatusCode.Created, "\"1\"", $"/api/tasks/{answer.Text("id")}"), (answer.Status, answer.ETag, answer.Location));
        Assert.Equal("Water (copy)", answer.Text("title"));
        Assert.All(["description", "type", "payload", "schedule", "userEmail", "tags", "timeLimit"], member => Assert.Equal(original.GetProperty(member).GetRawText(), answer.Json.GetProperty(member).GetRawText()));
    }

    [Fact]
    public async Task What_the_body_names_replaces_what_would_be_copied()
    {
        var original = await server.CreateReminderAsync("Water");

        var answer = await server.PostAsync($"/api/tasks/{original.GetProperty("id")}/duplicate", """{"title":"Mow","executionTime":"2098-05-01T09:00:00Z"}""");

        Assert.Equal(("Mow", "2098-05-01T09:00:00+00:00", "All of them"), (answer.Text("title"), answer.Text("executionTime"), answer.Text("description")));
    }

    [Fact]
    public async Task What_does_not_exist_can_not_be_copied()
    {
        var answer = await server.PostAsync($"/api/tasks/{Guid.NewGuid()}/duplicate");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Tags_in_use_are_listed()
    {
        await server.CreateReminderAsync(members: ""","tags":["zinnia","aster"]""");

        var tags = (await server.GetAsync("/api/tags")).Json.EnumerateArray().Select(tag => tag.GetString()).ToArray();

        Assert.Superset(new HashSet<string?>(["aster", "zinnia"]), tags.ToHashSet());
        Assert.Equal(tags.Order(StringComparer.OrdinalIgnoreCase), tags);
    }
}
