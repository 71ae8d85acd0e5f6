using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Tests.Access;

public sealed class ProxyTests
{
    [Fact]
    public async Task A_listed_proxy_says_whose_request_it_is_and_that_it_came_by_tls()
    {
        await using var app = new RunningApp().With("TaskScheduler:Proxies", "127.0.0.0/8").With("AllowedHosts", "*").Start();

        using var answer = await AskAsync(app);

        Assert.Contains("max-age", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Contains("Setup code", await SetupThroughProxyAsync("127.0.0.0/8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_claims_to_forward_is_not_believed()
    {
        await using var app = new RunningApp().With("AllowedHosts", "*").Start();

        using var answer = await AskAsync(app);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.All(app.Services.GetRequiredService<AccountDirectory>().Sessions, session => Assert.NotEqual("203.0.113.7", session.FromAddress));
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningApp app)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/sign-in"))
        {
            Headers = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "tasks.example.org" } },
        };
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task<string> SetupThroughProxyAsync(string proxies)
    {
        await using var fresh = new RunningApp().WithoutAccounts().With("TaskScheduler:Proxies", proxies).With("AllowedHosts", "*").Start();
        using var client = new HttpClient { DefaultRequestHeaders = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Host", "tasks.example.org" } } };
        return await client.GetStringAsync(new Uri(fresh.Address, "/setup"), TestContext.Current.CancellationToken);
    }
}
