using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Tests.Api.Messages;

public sealed class MessagesApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_test_mail_is_sent_read_found_and_sent_again()
    {
        var put = await server.PostAsync("/api/messages/test", """{"to":"jane@example.com"}""");
        Assert.Equal((HttpStatusCode.Accepted, "test", "mail", "jane@example.com"), (put.Status, put.Text("kind"), put.Text("via"), put.Text("to")));
        await SentAsync(put.Text("id"));

        var read = await server.GetAsync(put.Location!);
        Assert.Equal("sent", read.Json.GetProperty("message").GetProperty("state").GetString());
        Assert.StartsWith("This is a test", read.Json.GetProperty("content").GetProperty("text").GetString(), StringComparison.Ordinal);
        var list = await server.GetAsync("/api/messages?state=sent&kind=test&search=jane%40");
        Assert.Contains(put.Text("id"), list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync($"/api/messages/{put.Text("id")}/send-again")).Status);
        await SentAsync(put.Text("id"));
        Assert.InRange(Directory.GetFiles(Path.Combine(server.App.DataDirectory, "outbox"), "*.eml").Length, 2, int.MaxValue);
    }

    [Theory]
    [InlineData("state=gone", "state")]
    [InlineData("kind=gone", "kind")]
    [InlineData("page=0", "page")]
    [InlineData("pageSize=501", "pageSize")]
    public async Task A_wrong_filter_is_said_by_its_name(string query, string field) =>
        Assert.Equal([field], (await server.GetAsync($"/api/messages?{query}")).FaultyFields);

    [Theory]
    [InlineData("""{"to":"nobody"}""", "to")]
    [InlineData("""{"to":"jane@example.com\r\nBcc: eve@example.net"}""", "to")]
    [InlineData("""{"address":"jane@example.com"}""", "address")]
    public async Task A_wrong_test_is_said_by_its_field(string body, string field)
    {
        var answer = await server.PostAsync("/api/messages/test", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.FaultyFields)));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/api/messages/{Guid.CreateVersion7()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync($"/api/messages/{Guid.CreateVersion7()}/send-again")).Status);
    }

    private async Task SentAsync(string id)
    {
        var changed = new SemaphoreSlim(0);
        using var listening = server.App.Services.GetRequiredService<MessageOutbox>().Listen(() => changed.Release());
        while ((await server.GetAsync($"/api/messages/{id}")).Json.GetProperty("message").GetProperty("state").GetString() != "sent")
            await changed.WaitAsync(Cancel);
    }
}
