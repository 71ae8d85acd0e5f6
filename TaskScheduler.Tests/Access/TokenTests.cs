using System.Net;
using System.Net.Http.Headers;

namespace TaskScheduler.Tests.Access;

public class TokenTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_token_acts_for_the_account_that_made_it_within_its_scope()
    {
        var reader = await TokenAsync("read");

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/api/tasks", reader)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostAsync("/api/tasks", Reminder, reader)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/api/accounts", reader)).Status);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_from_then_on()
    {
        var token = await TokenAsync("write");
        var id = (await server.GetAsync("/api/tokens")).Json.EnumerateArray().First(one => one.GetProperty("name").GetString() == "write").GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NoContent, (await server.DeleteAsync($"/api/tokens/{id}")).Status);

        var answer = await server.GetAsync("/api/tasks", token);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_token_never_does_more_than_the_one_who_makes_it()
    {
        var runner = await TokenAsync("run");

        var answer = await server.PostAsync("/api/tokens", """{"name":"more","scope":"admin"}""", runner);

        Assert.Equal(["scope"], answer.FaultyFields);
    }

    [Theory]
    [InlineData("""{"name":"","scope":"read"}""", "name")]
    [InlineData("""{"name":"x","scope":"everything"}""", "scope")]
    [InlineData("""{"name":"x","scope":"read","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"x","scope":"read","expiresAt":"2030-01-01"}""", "expiresAt")]
    public async Task What_a_token_lacks_is_said_at_its_field(string body, string field) =>
        Assert.Equal([field], (await server.PostAsync("/api/tokens", body)).FaultyFields);

    [Fact]
    public async Task Somebody_can_ask_for_their_own_tasks_alone()
    {
        var mine = await server.CreateReminderAsync("Mine");
        var others = await server.App.Tasks.CreateAsync(new() { Title = "The program's", UserEmail = "kim@example.org", ExecutionTime = "2099-01-01T00:00:00Z" }, TestContext.Current.CancellationToken);

        var found = (await server.GetAsync("/api/tasks?owner=me&pageSize=500")).Json.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("id").GetGuid()).ToList();

        Assert.Contains(mine.GetProperty("id").GetGuid(), found);
        Assert.DoesNotContain(others.Value!.Task.Id, found);
    }

    [Fact]
    public async Task Without_a_token_a_program_is_told_what_to_send()
    {
        using var stranger = server.App.CreateStranger();

        using var answer = await stranger.GetAsync(new Uri("/api/tasks", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(new AuthenticationHeaderValue("Bearer"), answer.Headers.WwwAuthenticate);
    }

    private const string Reminder = """{"title":"Water the plants","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"}""";

    private async Task<(string Name, string Value)> TokenAsync(string scope)
    {
        var made = await server.PostAsync("/api/tokens", $$"""{"name":"{{scope}}","scope":"{{scope}}"}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return ("Authorization", $"Bearer {made.Text("secret")}");
    }
}
