using System.Net;

namespace TaskScheduler.Tests.Api.Limits;

public sealed class OtherSitesTests : IAsyncLifetime
{
    private const string Listed = "https://app.example.com";

    private readonly RunningApp app = new RunningApp().With("TaskScheduler:Api:CorsOrigins", $"https://other.example.com {Listed}");
    private HttpClient client = default!;

    public ValueTask InitializeAsync()
    {
        client = app.Start().CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_page_of_a_listed_site_may_call_the_interface_without_cookies()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/api/task-types", Listed);

        Assert.Equal((HttpStatusCode.OK, Listed), (answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains("ETag", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Its_browser_is_told_beforehand_what_it_may_send()
    {
        using var answer = await SendAsync(HttpMethod.Options, "/api/tasks", Listed, ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization,content-type,if-match"));

        Assert.Equal((HttpStatusCode.NoContent, Listed), (answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains("PUT", Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("if-match", Header(answer, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/api/task-types", "https://evil.example")]
    [InlineData("/api/task-types", "http://app.example.com")]
    [InlineData("/api/task-types", "https://sub.app.example.com")]
    [InlineData("/task-types", Listed)]
    [InlineData("/hubs/tasks", Listed)]
    [InlineData("/openapi/v1.json", Listed)]
    public async Task Nobody_else_may_and_nothing_else_is_open(string path, string origin)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Unless_it_is_set_no_site_may()
    {
        await using var closed = new RunningApp().Start();
        using var other = closed.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/task-types") { Headers = { { "Origin", Listed } } };

        using var answer = await other.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string origin, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", origin }, { "Sec-Fetch-Site", "cross-site" } } };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
