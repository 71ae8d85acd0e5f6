using System.Net;
using System.Text;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Tests.Api;

public class MalformedRequestTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Every_member_of_the_wrong_type_is_named_at_once()
    {
        var answer = await server.PostAsync("/api/tasks", """{"title":5,"payload":[],"tags":["a",1],"schedule":{"kind":"cron","cron":7}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["payload", "schedule.cron", "tags", "title"], answer.FaultyFields);
        Assert.Equal("'title' must be text in quotes.", answer.Fault("title"));
    }

    [Fact]
    public async Task A_member_that_does_not_exist_is_refused_with_those_that_do()
    {
        var answer = await server.PostAsync("/api/tasks", """{"titel":"Report"}""");

        Assert.Contains("titel", answer.FaultyFields);
        Assert.Contains("Known are: title, description,", answer.Fault("titel"));
    }

    [Fact]
    public async Task What_only_the_server_sets_is_refused_in_a_new_task()
    {
        var answer = await server.PostAsync("/api/tasks", """{"id":"x","version":3,"title":"Report"}""");

        Assert.Equal(["id", "version"], answer.FaultyFields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"title\":")]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}")]
    [InlineData("{\"title\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_body_that_is_no_sound_json_object_is_refused(string body)
    {
        var answer = await server.PostAsync("/api/tasks", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["body"], answer.FaultyFields);
    }

    [Fact]
    public async Task A_body_that_is_not_sent_as_json_is_refused()
    {
        using var form = new StringContent("title=Report", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await server.Client.PostAsync("/tasks", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_of_more_than_a_megabyte_is_refused()
    {
        var answer = await server.PostAsync("/api/tasks", $$"""{"title":"{{new string('x', JsonBody.MaxBytes)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task A_body_whose_length_is_not_said_is_measured_too()
    {
        using var body = new StreamContent(new MemoryStream(new byte[JsonBody.MaxBytes + 1]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks") { Content = body };
        body.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/tasks/not-an-id", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/tasks", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_offered_is_answered_with_problem_details(string method, string path, HttpStatusCode status)
    {
        var answer = await server.SendAsync(new(method), path, null);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_browser_gets_problem_details_under_api_too()
    {
        var answer = await server.GetAsync("/api/nothing", ("Accept", "text/html"));

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
    }
}
