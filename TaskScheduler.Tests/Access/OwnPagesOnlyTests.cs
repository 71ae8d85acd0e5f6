using System.Net;
using System.Net.WebSockets;

namespace TaskScheduler.Tests.Access;

public class OwnPagesOnlyTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task What_a_foreign_page_sends_is_refused(string header, string value)
    {
        var answer = await server.PostAsync("/tasks", "{}", (header, value));

        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task What_an_own_page_sends_is_taken()
    {
        var own = server.App.Address.GetLeftPart(UriPartial.Authority);

        var answer = await server.PostAsync("/tasks", "[]", ("Origin", own), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_link_on_a_foreign_page_leads_here()
    {
        var answer = await server.GetAsync("/tasks", ("Sec-Fetch-Site", "cross-site"), ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task A_foreign_host_name_for_this_machine_is_not_answered(string host)
    {
        var answer = await server.GetAsync("/api/task-types", ("Host", host));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_foreign_page_can_not_listen_to_the_hub()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Administrator.Token}");
        socket.Options.SetRequestHeader("Origin", "https://evil.example");

        var hub = new UriBuilder(server.App.Address) { Scheme = "ws", Path = "/hubs/tasks" }.Uri;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(hub, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_other_site_may_frame_a_page()
    {
        using var answer = await server.Client.GetAsync("/tasks", TestContext.Current.CancellationToken);

        Assert.EndsWith("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }
}
