using System.Net;
using System.Text;
using System.Text.Json;

namespace TaskScheduler.Tests.Api.Repeats;

public class RepeatedRequestTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly string key = Guid.NewGuid().ToString();

    private sealed record Raw(HttpStatusCode Status, string Body, string? Location, string? ETag, string? Type, bool Replayed);

    [Fact]
    public async Task A_repeated_create_gets_the_very_same_answer_and_makes_nothing()
    {
        var first = await SendAsync("/tasks", Reminder("Once"));
        await server.PutAsync(first.Location!, Reminder("Edited since"));

        var second = await SendAsync("/api/tasks", Reminder("Once"));

        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal(first with { Replayed = true }, second);
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData("/api/tasks/batch", """{"tasks":[TASK,TASK]}""")]
    [InlineData("/api/tasks/ID/duplicate", null)]
    [InlineData("/api/tasks/ID/run", null)]
    public async Task Whatever_makes_something_can_be_repeated(string path, string? body)
    {
        var task = (await server.CreateReminderAsync()).GetProperty("id").GetString()!;
        path = path.Replace("ID", task, StringComparison.Ordinal);
        body = body?.Replace("TASK", Reminder("Repeated"), StringComparison.Ordinal);

        var first = await SendAsync(path, body);
        var second = await SendAsync(path, body);

        Assert.True((int)first.Status is 201 or 202, $"{first.Status} {first.Body}");
        Assert.Equal(first with { Replayed = true }, second);
    }

    [Fact]
    public async Task A_repeated_retry_makes_one_further_attempt()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, TestContext.Current.CancellationToken);
        await server.PostAsync("/api/tasks", $$"""{"title":"Nobody there","type":"http","payload":{"url":"http://127.0.0.1:1/"},"schedule":{"kind":"immediate"},"retry":{"kind":"none"},"tags":["{{key}}"]}""");
        var run = (await FailedAsync(hub, 1)).GetProperty("id").GetString();

        var first = await SendAsync($"/api/runs/{run}/retry", null);
        await FailedAsync(hub, 2);
        var second = await SendAsync($"/api/runs/{run}/retry", null);

        Assert.Equal((HttpStatusCode.Accepted, $"/api/runs/{run}"), (first.Status, first.Location));
        Assert.Equal(first with { Replayed = true }, second);
    }

    [Fact]
    public async Task Requests_that_are_repeated_at_the_same_time_make_one_task()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync("/api/tasks", Reminder("Together"))));

        Assert.Single(answers.Select(answer => answer with { Replayed = true }).Distinct());
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        var task = (await SendAsync("/api/tasks", Reminder("One"))).Location;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("/api/tasks", Reminder("Another"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync($"{task}/run", null)).Status);
    }

    [Fact]
    public async Task A_faulty_request_keeps_no_key()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("/api/tasks", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync($"/api/tasks/{Guid.NewGuid()}/run", null)).Status);

        var corrected = await SendAsync("/api/tasks", Reminder("Corrected"));

        Assert.Equal((HttpStatusCode.Created, false), (corrected.Status, corrected.Replayed));
    }

    [Fact]
    public async Task A_key_may_stand_in_quotes_and_is_the_same_without()
    {
        var first = await SendAsync("/api/tasks", Reminder("Quoted"), $"\"{key}\"");

        var second = await SendAsync("/api/tasks", Reminder("Quoted"));

        Assert.Equal(first with { Replayed = true }, second);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("\"\"")]
    [InlineData("\"open")]
    public async Task What_is_no_key_is_refused(string header)
    {
        var answer = await server.PostAsync("/api/tasks", Reminder("Never"), ("Idempotency-Key", header));

        Assert.Equal(["Idempotency-Key"], answer.FaultyFields);
    }

    private async Task<Raw> SendAsync(string path, string? body, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", header ?? key);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.Location?.ToString(),
            answer.Headers.ETag?.Tag,
            answer.Content.Headers.ContentType?.ToString(),
            answer.Headers.Contains("Idempotent-Replayed"));
    }

    private static Task<JsonElement> FailedAsync(HubClient hub, int attempt) => hub.EventAsync(
        "runChanged", run => run.GetProperty("state").GetString() == "failed" && run.GetProperty("attempt").GetInt32() == attempt, TestContext.Current.CancellationToken);

    private async Task<int> CountAsync() => (await server.GetAsync($"/tasks?tag={key}")).Json.GetProperty("total").GetInt32();

    private string Reminder(string title) =>
        $$"""{"title":"{{title}}","description":"Of it","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org","tags":["{{key}}"]}""";
}
