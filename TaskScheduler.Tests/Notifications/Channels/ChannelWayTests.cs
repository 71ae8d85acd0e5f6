using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TaskScheduler.Core.Notifications.Channels;

namespace TaskScheduler.Tests.Notifications.Channels;

public sealed class ChannelWayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_sent_signed_json_again_and_again_under_one_id()
    {
        var heard = new List<(Dictionary<string, string> Headers, byte[] Body)>();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            heard.Add((context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
            context.Response.StatusCode = heard.Count == 1 ? 503 : 204;
        });
        await using var bench = await ChannelBench.StartAsync();
        var message = await bench.TestMessageAsync(await bench.AddAsync("webhook", $"{server.Url}/hook", ChannelBench.Secret));

        var refused = await bench.SendAsync(message);
        Assert.Equal(("The server answered 503 Service Unavailable.", false), (refused!.Words, refused.IsFinal));
        bench.Driver.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await bench.SendAsync(message));

        Assert.Equal([message.Id.ToString(), message.Id.ToString()], heard.Select(one => one.Headers[WebhookSignature.MessageHeader]));
        Assert.All(heard, one => Assert.True(IsSigned(one.Headers[WebhookSignature.Header], one.Body), one.Headers[WebhookSignature.Header]));
        Assert.NotEqual(heard[0].Headers[WebhookSignature.Header], heard[1].Headers[WebhookSignature.Header]);
        var json = JsonDocument.Parse(heard[1].Body).RootElement;
        Assert.Equal(("test", message.Id.ToString(), "application/json; charset=utf-8"), (json.GetProperty("event").GetString(), json.GetProperty("id").GetString(), heard[1].Headers["Content-Type"]));
    }

    [Theory]
    [InlineData(200, null, null)]
    [InlineData(204, null, null)]
    [InlineData(400, "The server answered 400 Bad Request: invalid_payload", true)]
    [InlineData(404, "The server answered 404 Not Found: invalid_payload", true)]
    [InlineData(429, "The server answered 429 Too Many Requests: invalid_payload It asks to be left alone for 30 s.", false)]
    [InlineData(500, "The server answered 500 Internal Server Error: invalid_payload", false)]
    public async Task What_the_server_answers_decides_whether_it_is_tried_again(int status, string? words, bool? final)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (status == 429)
                context.Response.Headers.RetryAfter = "30";
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync("invalid_payload", context.RequestAborted);
        });
        await using var bench = await ChannelBench.StartAsync();

        var refused = await bench.SendAsync(await bench.TestMessageAsync(await bench.AddAsync("slack", server.Url)));

        Assert.Equal((words, final), (refused?.Words, refused?.IsFinal));
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_the_address_in_it_hidden()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync($"No {context.Request.Path} here.\r\n{new string('x', 100_000)}", context.RequestAborted);
        });
        await using var bench = await ChannelBench.StartAsync();

        var refused = await bench.SendAsync(await bench.TestMessageAsync(await bench.AddAsync("discord", $"{server.Url}/T0/secret-part")));

        Assert.DoesNotContain("secret-part", refused!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Words);
        Assert.InRange(refused.Words.Length, 100, 300);
    }

    [Fact]
    public async Task A_private_address_is_refused_for_good_and_says_how_to_allow_it()
    {
        await using var server = await LoopbackServer.StartAsync(_ => throw new InvalidOperationException("It was reached."));
        await using var bench = await ChannelBench.StartAsync(allowed: "10.9.9.9");

        var refused = await bench.SendAsync(await bench.TestMessageAsync(await bench.AddAsync("teams", server.Url)));

        Assert.True(refused!.IsFinal);
        Assert.Matches("^A channel may not call 127.0.0.1.* TaskScheduler:Http:AllowedNetworks.$", refused.Words);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        string url;
        await using (var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask))
            url = server.Url;
        await using var bench = await ChannelBench.StartAsync();

        var refused = await bench.SendAsync(await bench.TestMessageAsync(await bench.AddAsync("webhook", url)));

        Assert.Equal((false, true), (refused!.IsFinal, refused.Unreached));
    }

    [Fact]
    public async Task Without_its_keys_or_its_channel_nothing_is_sent()
    {
        await using var bench = await ChannelBench.StartAsync();
        var channel = await bench.AddAsync("webhook", "https://example.org/");
        var message = await bench.TestMessageAsync(channel);

        bench.Driver.Cipher.LoseKeys();
        Assert.Contains("can't be decrypted", (await bench.SendAsync(message))!.Words, StringComparison.Ordinal);
        await bench.Store.DeleteAsync(channel.Id);

        Assert.Equal("Its channel was deleted.", (await bench.SendAsync(message))!.Words);
    }

    // As docs/alerts.md tells receivers to, by other means than the program's own.
    private static bool IsSigned(string header, byte[] body)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(ChannelBench.Secret));
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(parts["t"] + "." + Encoding.UTF8.GetString(body)));
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"]));
    }
}
