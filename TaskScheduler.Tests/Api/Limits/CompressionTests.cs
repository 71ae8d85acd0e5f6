using System.IO.Compression;
using System.Text.Json;

namespace TaskScheduler.Tests.Api.Limits;

public class CompressionTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Json_is_compressed_for_who_takes_it(string encoding)
    {
        using var answer = await GetAsync("/openapi/v1.json", encoding);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var packed = await answer.Content.ReadAsStreamAsync(Cancel);
        await using Stream plain = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        Assert.StartsWith("3.1", (await JsonDocument.ParseAsync(plain, default, Cancel)).RootElement.GetProperty("openapi").GetString());
    }

    [Theory]
    [InlineData("/api/tasks")]
    [InlineData("/api/nothing")]
    [InlineData("/app.css")]
    public async Task Answers_problems_and_assets_are_compressed(string path)
    {
        using var answer = await GetAsync(path, "gzip");

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Who_takes_no_compression_gets_none()
    {
        using var answer = await server.Client.GetAsync("/api/tasks", Cancel);

        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
        return await server.Client.SendAsync(request, Cancel);
    }
}
