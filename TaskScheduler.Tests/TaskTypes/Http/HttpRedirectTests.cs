using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.TaskTypes.Http;

public sealed class HttpRedirectTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddHttpTaskType().Configure<OutgoingOptions>(options => options.AllowedNetworks = "127.0.0.1").BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "The server answered 302 Found; expected was 200-299. Redirects are followed up to 5 times, and never from https to http.")]
    public async Task Redirects_are_followed_five_times(int redirects, string? error)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            var step = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            if (step > 0)
                context.Response.Redirect($"/{step - 1}");
            return Task.CompletedTask;
        });

        Assert.Equal(error, (await PerformAsync(new() { ["url"] = $"{server.Url}/{redirects}" })).Error);
    }

    [Theory]
    [InlineData(false, "kept", "fr")]
    [InlineData(true, "", "fr")]
    public async Task What_a_header_says_to_one_server_is_not_sent_on_to_another(bool elsewhere, string key, string language)
    {
        var heard = new List<string>();
        Task Hear(HttpContext context)
        {
            heard.AddRange(new[] { "X-Api-Key", "Authorization", "Accept-Language" }.Select(name => context.Request.Headers[name].ToString()));
            return Task.CompletedTask;
        }

        await using var other = await LoopbackServer.StartAsync(Hear);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Path != "/begin")
                return Hear(context);
            context.Response.Redirect(elsewhere ? $"{other.Url}/end" : "/end");
            return Task.CompletedTask;
        });

        var performance = await PerformAsync(new()
        {
            ["url"] = $"{server.Url}/begin",
            ["headers"] = new JsonObject { ["X-Api-Key"] = "kept", ["Authorization"] = "Bearer one", ["Accept-Language"] = "fr" },
        });

        Assert.Null(performance.Error);
        Assert.Equal([key, "", language], heard);
    }

    [Theory]
    [InlineData(303, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(307, "POST", "order 7")]
    public async Task A_redirect_says_whether_the_body_goes_on(int status, string method, string body)
    {
        (string Method, string Body) heard = default;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/begin")
            {
                (context.Response.StatusCode, context.Response.Headers.Location) = (status, "/end");
                return;
            }

            using var reader = new StreamReader(context.Request.Body);
            heard = (context.Request.Method, await reader.ReadToEndAsync(context.RequestAborted));
        });

        await PerformAsync(new() { ["method"] = "POST", ["url"] = $"{server.Url}/begin", ["body"] = "order 7" });

        Assert.Equal((method, body), heard);
    }

    private Task<Performance> PerformAsync(JsonObject payload) => services.GetRequiredService<ITaskType>().PerformAsync(
        new(Guid.NewGuid(), Guid.NewGuid(), "Call", "", null, payload.ToJsonString(), DateTimeOffset.UnixEpoch, 1), TestContext.Current.CancellationToken);
}
