using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Http;

public sealed class HttpTaskTypeTests : IDisposable
{
    private readonly HeardOutput output = new();
    private readonly ServiceProvider services = new ServiceCollection().AddHttpTaskType().Configure<OutgoingOptions>(options => options.AllowedNetworks = "127.0.0.1").BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task An_answer_is_kept_with_its_status_line_headers_and_body()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["X-Answer"] = "42";
            return context.Response.WriteAsync("grüß dich", context.RequestAborted);
        });

        var performance = await PerformAsync(new() { ["url"] = server.Url });

        Assert.Null(performance.Error);
        Assert.StartsWith("HTTP/1.1 200 OK\n", output.Text, StringComparison.Ordinal);
        Assert.Contains("\nX-Answer: 42\n", output.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n\ngrüß dich", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Method_headers_and_body_reach_the_server()
    {
        var seen = "";
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            seen = $"{context.Request.Method} {headers.ContentType} {headers["X-Key"]} {headers.ContentLength} {await reader.ReadToEndAsync(context.RequestAborted)}";
        });
        var headers = new JsonObject { ["content-type"] = "application/json", ["X-Key"] = "k", ["Content-Length"] = "999" };

        await PerformAsync(new() { ["url"] = server.Url, ["method"] = "PUT", ["headers"] = headers, ["body"] = "{}" });

        Assert.Equal("PUT application/json k 2 {}", seen);
    }

    [Theory]
    [InlineData("POST", "", null, "application/json", """{"ref":"main"}""")]
    [InlineData("PATCH", "", null, "application/json", """{"ref":"main"}""")]
    [InlineData("PUT", "", "application/merge-patch+json", "application/merge-patch+json", """{"ref":"main"}""")]
    [InlineData("POST", "its own", null, "text/plain; charset=utf-8", "its own")]
    [InlineData("GET", "", null, "", "")]
    [InlineData("DELETE", "", null, "", "")]
    public async Task The_input_of_a_run_is_sent_on_where_a_body_is_expected_and_none_is_written(string method, string body, string? type, string sentType, string sent)
    {
        var seen = ("", "");
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = ((string?)context.Request.Headers.ContentType ?? "", await reader.ReadToEndAsync(context.RequestAborted));
        });
        var headers = type is null ? null : new JsonObject { ["Content-Type"] = type };

        await PerformAsync(new() { ["url"] = server.Url, ["method"] = method, ["body"] = body, ["headers"] = headers }, """{"ref":"main"}""");

        Assert.Equal((sentType, sent), seen);
    }

    [Theory]
    [InlineData(null, "TaskScheduler/")]
    [InlineData("Mine/2", "Mine/2")]
    public async Task The_program_names_itself_unless_the_task_does(string? written, string sent)
    {
        var seen = "";
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            seen = context.Request.Headers.UserAgent.ToString();
            return Task.CompletedTask;
        });

        await PerformAsync(new() { ["url"] = server.Url, ["headers"] = written is null ? null : new JsonObject { ["User-Agent"] = written } });

        Assert.StartsWith(sent, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_is_told_run_and_attempt_and_the_task_cannot_claim_others()
    {
        var seen = "";
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            seen = $"{context.Request.Headers["TaskScheduler-Run-Id"]} {context.Request.Headers["TaskScheduler-Attempt"]}";
            return Task.CompletedTask;
        });

        await PerformAsync(new() { ["url"] = server.Url, ["headers"] = new JsonObject { ["taskscheduler-run-id"] = "mine" } });

        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} 1$", seen);
    }

    [Fact]
    public async Task A_status_that_was_not_expected_fails_and_keeps_the_answer()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("busy", context.RequestAborted);
        });

        var performance = await PerformAsync(new() { ["url"] = server.Url });

        Assert.Equal("The server answered 503 Service Unavailable; expected was 200-299.", performance.Error);
        Assert.EndsWith("busy", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_was_expected_succeeds()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Null((await PerformAsync(new() { ["url"] = server.Url, ["expectedStatus"] = "200,404" })).Error);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_fails_with_one_sentence()
    {
        var performance = await PerformAsync(new() { ["url"] = "http://nowhere.invalid/" });

        Assert.StartsWith("The name of the server was not found: ", performance.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere.invalid", performance.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_fails_with_one_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();

        var performance = await PerformAsync(new() { ["url"] = $"http://{endpoint}/" });

        Assert.Equal($"There was no connection to the server: Connection refused ({endpoint}).", performance.Error);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_fails_with_one_sentence()
    {
        await using var server = await LoopbackServer.StartUntrustedAsync(context => Task.CompletedTask);

        var performance = await PerformAsync(new() { ["url"] = server.Url });

        Assert.StartsWith("There was no secure connection (TLS) to the server: The remote certificate is invalid", performance.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_body_fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var performing = PerformAsync(new() { ["url"] = $"http://{listener.LocalEndpoint}/" });

        using (var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await using var stream = connection.GetStream();
            await stream.ReadExactlyAsync(new byte[16], TestContext.Current.CancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), TestContext.Current.CancellationToken);
            connection.Client.Shutdown(SocketShutdown.Send);
            Assert.StartsWith("The answer could not be read to its end: ", (await performing).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PerformUntilAsync(new() { ["url"] = server.Url }, cancel.Token));
    }

    private Task<Performance> PerformAsync(JsonObject payload, string? input = null) => PerformUntilAsync(payload, TestContext.Current.CancellationToken, input);

    private Task<Performance> PerformUntilAsync(JsonObject payload, CancellationToken cancellationToken, string? input = null) =>
        services.GetRequiredService<ITaskType>().PerformAsync(
            new(Guid.NewGuid(), Guid.NewGuid(), "Call", "", null, payload.ToJsonString(), DateTimeOffset.UnixEpoch, 1) { Input = input, Output = output },
            cancellationToken);
}
