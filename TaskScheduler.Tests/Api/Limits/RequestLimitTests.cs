using System.Net;

namespace TaskScheduler.Tests.Api.Limits;

public class RequestLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sends_too_many_requests_is_told_when_to_come_back()
    {
        await using var app = new RunningApp().With("TaskScheduler:Api:RequestsPerSecond", "1").With("TaskScheduler:Api:Burst", "3").Start();
        using var client = app.CreateClient();

        var answers = await SendAsync(client, "/api/task-types");

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 1, answers.Length - 3);
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)));
        Assert.All(refused, answer => Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/health")]
    [InlineData("/favicon.svg")]
    public async Task Health_and_pages_are_not_limited(string path)
    {
        await using var app = new RunningApp().With("TaskScheduler:Api:RequestsPerSecond", "1").With("TaskScheduler:Api:Burst", "1").Start();
        using var client = app.CreateClient();

        Assert.All(await SendAsync(client, path), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task The_limit_can_be_switched_off()
    {
        await using var app = new RunningApp().With("TaskScheduler:Api:RequestsPerSecond", "0").With("TaskScheduler:Api:Burst", "1").Start();
        using var client = app.CreateClient();

        Assert.All(await SendAsync(client, "/api/task-types"), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    private static Task<HttpResponseMessage[]> SendAsync(HttpClient client, string path) =>
        Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync(path, Cancel)));
}
