using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Outgoing;

namespace TaskScheduler.Tests.Outgoing;

public sealed class GuardedClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(302, "http://127.0.0.2:{0}/secret")]
    [InlineData(307, "http://inside.example:{0}/secret")]
    [InlineData(301, "http://0x7f.2:{0}/")]
    [InlineData(308, "//127.0.0.2:{0}/")]
    [InlineData(302, "http://[::1]:{0}/")]
    public async Task A_redirect_to_an_address_that_is_not_allowed_is_refused(int status, string target)
    {
        var paths = new List<string>();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            paths.Add(context.Request.Path);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = target.Replace("{0}", $"{context.Connection.LocalPort}", StringComparison.Ordinal);
            return Task.CompletedTask;
        });

        var refusal = await RefusalAsync(new KnownHosts().With("inside.example", "127.0.0.2"), $"{server.Url}/first");

        Assert.StartsWith("The task may not call ", refusal, StringComparison.Ordinal);
        Assert.Equal(["/first"], paths);
    }

    [Fact]
    public async Task A_name_is_asked_for_once_and_the_address_that_was_checked_is_the_one_connected_to()
    {
        var calls = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            calls++;
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var hosts = new KnownHosts().With("rebound.example", "127.0.0.1").With("rebound.example", "127.0.0.2");
        var url = $"http://rebound.example:{new Uri(server.Url).Port}/";
        await using var services = Services(hosts);

        (await Client(services).GetAsync(new Uri(url), Cancel)).Dispose();
        Assert.Equal((1, 1), (calls, hosts.Asked.Count));

        var second = await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri(url), Cancel));
        Assert.Contains("127.0.0.2", OutgoingRegistration.RefusalIn(second), StringComparison.Ordinal);
        Assert.Equal((1, 2), (calls, hosts.Asked.Count));
    }

    [Fact]
    public async Task A_host_whose_first_address_does_not_answer_is_reached_by_its_next()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("here", context.RequestAborted));
        await using var services = Services(new KnownHosts().With("two.example", "127.0.0.3", "127.0.0.1"), "127.0.0.0/8");

        Assert.Equal("here", await Client(services).GetStringAsync(new Uri($"http://two.example:{new Uri(server.Url).Port}/"), Cancel));
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_soon_as_it_is_made_fails_like_any_other()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var services = Services(new());
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var stream = (NetworkStream)await services.GetRequiredService<GuardedConnections>().OpenAsync(context, cancel);
                using (var accepted = await server.AcceptSocketAsync(cancel))
                    // Without lingering, closing sends a reset.
                    accepted.LingerState = new(enable: true, seconds: 0);
                stream.Socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);
                return stream;
            },
        };
        using var client = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{server.LocalEndpoint}/"), Cancel));
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        await using var services = Services(new());
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("guarded");

        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;

        Assert.False(Assert.IsType<SocketsHttpHandler>(handler).UseProxy);
    }

    private static async Task<string?> RefusalAsync(KnownHosts hosts, string url)
    {
        await using var services = Services(hosts);
        return OutgoingRegistration.RefusalIn(await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri(url), Cancel)));
    }

    private static HttpClient Client(ServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient("guarded");

    private static ServiceProvider Services(KnownHosts hosts, string allowed = "127.0.0.1")
    {
        var services = new ServiceCollection().AddSingleton<IHostAddresses>(hosts).Configure<OutgoingOptions>(options => options.AllowedNetworks = allowed);
        services.AddGuardedHttpClient("guarded");
        return services.BuildServiceProvider();
    }
}
