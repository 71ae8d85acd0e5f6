using System.Net;

namespace TaskScheduler.Tests.Api.Secrets;

public sealed class SecretsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_secret_is_entered_listed_without_its_value_and_deleted()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await server.PutAsync("/api/secrets/LISTED", """{"value":"planted words"}""")).Status);

        var listed = (await server.GetAsync("/api/secrets")).Json.EnumerateArray().Single(secret => secret.GetProperty("name").GetString() == "LISTED");
        Assert.Equal(["name", "createdAt", "changedAt", "changedBy", "tasks"], listed.EnumerateObject().Select(member => member.Name));

        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync("/api/secrets/LISTED")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.DeleteAsync("/api/secrets/LISTED")).Status);
    }

    [Theory]
    [InlineData("KEY", """{"value":"abc"}""", "value")]
    [InlineData("KEY", """{"value":5}""", "value")]
    [InlineData("KEY", """{"secret":"planted words"}""", "secret")]
    [InlineData("1KEY", """{"value":"planted words"}""", "name")]
    public async Task What_is_wrong_is_named(string name, string body, string field)
    {
        var answer = await server.PutAsync($"/api/secrets/{name}", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.FaultyFields)));
    }

    [Fact]
    public async Task A_secret_in_use_is_deleted_only_by_force()
    {
        await server.PutAsync("/api/secrets/USED", """{"value":"planted words"}""");
        await server.PostAsync("/api/tasks", """{"title":"Call","type":"http","payload":{"url":"https://example.org/{{secret:USED}}"},"executionTime":"2099-01-01T09:00:00Z"}""");

        Assert.Equal(HttpStatusCode.Conflict, (await server.DeleteAsync("/api/secrets/USED")).Status);
        Assert.Equal(["force"], (await server.DeleteAsync("/api/secrets/USED?force=maybe")).FaultyFields);
        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync("/api/secrets/USED?force=true")).Status);
    }
}
