using System.Net;
using System.Text.RegularExpressions;

namespace TaskScheduler.Tests.Api.Documentation;

public partial class DocumentPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_shows_the_document_with_files_of_this_program_alone()
    {
        var page = await server.Client.GetStringAsync("/docs/index.html", Cancel);

        var files = File().Matches(page).Select(file => file.Groups["file"].Value).ToArray();
        Assert.True(files.Length >= 5, page);
        Assert.All(files, file => Assert.DoesNotContain("://", file, StringComparison.Ordinal));
        foreach (var file in files)
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"/docs/{file}")).Status);
        Assert.Contains("/openapi/v1.json", await server.Client.GetStringAsync("/docs/index.js", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_it_without_signing_in()
    {
        using var stranger = server.App.CreateStranger();

        using var answer = await stranger.GetAsync("/docs/index.html", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_holds_no_script_of_its_own() =>
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|\son\w+=", await server.Client.GetStringAsync("/docs/index.html", Cancel));

    [GeneratedRegex(@"\b(src|href)=""(?<file>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex File();
}
