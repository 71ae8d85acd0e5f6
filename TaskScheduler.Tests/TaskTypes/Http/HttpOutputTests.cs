using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.TaskTypes.Http;

public class HttpOutputTests
{
    [Fact]
    public async Task A_body_of_exactly_64_kb_is_kept_whole() =>
        Assert.EndsWith("\n\n" + new string('a', 65_536), await OutputAsync(Encoding.UTF8.GetBytes(new string('a', 65_536)), "text/plain"), StringComparison.Ordinal);

    [Fact]
    public async Task A_longer_body_is_cut_and_says_so_without_half_a_character()
    {
        var output = await OutputAsync(Encoding.UTF8.GetBytes("a" + new string('ü', 40_000)), "text/plain");

        Assert.EndsWith("üü\n… (cut: the body is longer than 64 KB)\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", "grüß")]
    [InlineData("text/plain; charset=\"iso-8859-1\"", "grüß")]
    [InlineData("text/html; charset=windows-1252", "grüß")]
    [InlineData("text/plain; charset=unheard-of", "gr\uFFFD\uFFFD")]
    [InlineData("application/problem+json", "gr\uFFFD\uFFFD")]
    [InlineData(null, "gr\uFFFD\uFFFD")]
    public async Task A_body_is_decoded_by_its_charset_else_as_utf_8(string? type, string text) =>
        Assert.EndsWith($"\n\n{text}", await OutputAsync(Encoding.Latin1.GetBytes("grüß"), type), StringComparison.Ordinal);

    [Theory]
    [InlineData("application/pdf", 5, "(5 bytes of application/pdf)\n")]
    [InlineData("image/png", 70_000, "(70000 bytes of image/png)\n")]
    [InlineData(null, 5, "(5 bytes of an unnamed type)\n")]
    public async Task A_binary_body_is_said_by_its_size_and_type(string? type, int size, string said) =>
        Assert.EndsWith($"\n\n{said}", await OutputAsync(new byte[size], type), StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_without_a_body_ends_with_its_headers() =>
        Assert.Equal("HTTP/1.1 204 No Content\nX-A: 1\n", await OutputAsync([], null, HttpStatusCode.NoContent));

    private static async Task<string> OutputAsync(byte[] body, string? type, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        response.Headers.Add("X-A", "1");
        if (type is not null)
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (body.Length == 0)
            response.Content.Headers.ContentLength = null;
        return await HttpOutput.ReadAsync(response, CancellationToken.None);
    }
}
