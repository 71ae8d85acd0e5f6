using System.Net;
using System.Text.Json;

namespace TaskScheduler.Tests.Api.Alerts;

public sealed class AlertsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_rule_is_made_read_replaced_and_deleted()
    {
        var made = await server.PostAsync("/api/alert-rules", """{"kind":"mustFinishBy","scope":"tag","tag":"backup","by":"06:00","tell":{"emails":["kim@example.org"]},"repeat":"daily","urgent":true}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = made.Json.GetProperty("id").GetString();
        Assert.Equal(("A run is not finished by 06:00", "06:00", "daily", true), (Text(made.Json, "words"), Text(made.Json, "by"), Text(made.Json, "repeat"), made.Json.GetProperty("urgent").GetBoolean()));

        var replaced = await server.PutAsync($"/api/alert-rules/{id}", """{"kind":"failed","tell":{"administrators":true},"active":false}""");
        Assert.Equal((HttpStatusCode.OK, "all", false), (replaced.Status, Text(replaced.Json, "scope"), replaced.Json.GetProperty("active").GetBoolean()));
        Assert.Equal(2, (await server.GetAsync("/api/alert-rules")).Json.GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync($"/api/alert-rules/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.DeleteAsync($"/api/alert-rules/{id}")).Status);
    }

    [Theory]
    [InlineData("""{"kind":"failed","tell":{}}""", "tell")]
    [InlineData("""{"kind":"failed","tell":{"accounts":["kim"]}}""", "tell.accounts")]
    [InlineData("""{"kind":"failed","scope":"task","taskId":"one","tell":{"user":true}}""", "taskId")]
    [InlineData("""{"kind":"failed","tell":{"user":true},"when":"now"}""", "when")]
    public async Task A_rule_that_is_wrong_is_refused_by_field(string body, string field)
    {
        var refused = await server.PostAsync("/api/alert-rules", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), refused.Json.GetRawText());
    }

    [Fact]
    public async Task A_channel_never_tells_its_address_and_takes_a_test()
    {
        var made = await server.PostAsync("/api/channels", """{"name":"Chat","kind":"slack","address":"https://hooks.example.com/very-secret"}""");
        Assert.Equal((HttpStatusCode.Created, "slack", "hooks.example.com"), (made.Status, Text(made.Json, "kind"), Text(made.Json, "host")));
        var id = made.Json.GetProperty("id").GetString();

        var renamed = await server.PutAsync($"/api/channels/{id}", """{"name":"Chat of operations","kind":"slack"}""");
        Assert.Equal("Chat of operations", Text(renamed.Json, "name"));
        Assert.DoesNotContain("very-secret", (await server.GetAsync("/api/channels")).Json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync($"/api/channels/{id}/test", "")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync($"/api/channels/{id}")).Status);
    }

    [Fact]
    public async Task Incidents_are_a_page()
    {
        Assert.Equal(0, (await server.GetAsync("/api/incidents?state=open&pageSize=5")).Json.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/incidents?state=half")).Status);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
