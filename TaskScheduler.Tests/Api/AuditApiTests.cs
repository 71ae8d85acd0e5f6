using System.Net;
using System.Text.Json;
using TaskScheduler.Core;

namespace TaskScheduler.Tests.Api;

public class AuditApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task What_was_done_to_a_task_is_listed_newest_first()
    {
        var id = await ChangedAsync();

        var page = (await server.GetAsync($"/api/audit?subjectId={id}")).Json;

        var entries = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["task.deactivated", "task.created"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal(["id", "at", "actor", "actorId", "from", "action", "subjectId", "subject", "version", "detail"], entries[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"changes":[{"field":"active","before":true,"after":false}]}""", entries[0].GetProperty("detail").GetRawText());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Pages_are_read_on_by_their_cursor()
    {
        var id = await ChangedAsync();

        var first = (await server.GetAsync($"/api/audit?subjectId={id}&pageSize=1")).Json;
        var second = (await server.GetAsync($"/api/audit?subjectId={id}&pageSize=1&cursor={first.GetProperty("next").GetString()}")).Json;

        Assert.Equal("task.created", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task All_that_match_are_downloaded_as_json_or_as_a_table()
    {
        var id = await ChangedAsync("=1+1, \"quoted\"");

        var json = await server.GetAsync($"/api/audit/export?subjectId={id}");
        using var csv = await server.Client.GetAsync($"/api/audit/export?format=csv&subjectId={id}", TestContext.Current.CancellationToken);
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");

        Assert.Equal(2, json.Json.GetArrayLength());
        Assert.Equal(("text/csv", "attachment; filename=audit.csv"), (csv.Content.Headers.ContentType!.MediaType, csv.Content.Headers.ContentDisposition!.ToString()));
        Assert.Equal(4, lines.Length);
        Assert.Equal("id,at,actor,from,action,subjectId,subject,version,detail", lines[0]);
        Assert.Contains($"task.created,{id},\"'=1+1, \"\"quoted\"\"\",1,", lines[2]);
    }

    [Theory]
    [InlineData("subjectId=x", "subjectId")]
    [InlineData("from=2026-01-01T00:00:00", "from")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("pageSize=0", "pageSize")]
    public async Task What_is_not_understood_is_named(string query, string field)
    {
        var answer = await server.GetAsync($"/api/audit?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.FaultyFields);
    }

    [Fact]
    public async Task An_unknown_format_is_refused() =>
        Assert.Equal(["format"], (await server.GetAsync("/api/audit/export?format=pdf")).FaultyFields);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData(null, "")]
    public void A_cell_is_text_to_every_spreadsheet(string? text, string cell) => Assert.Equal($"{cell}\r\n", CsvLine.Of([text]));

    private async Task<string> ChangedAsync(string title = "Water the plants")
    {
        var created = await server.CreateReminderAsync(JsonEncodedText.Encode(title).ToString());
        var id = created.GetProperty("id").GetString()!;
        await server.PutAsync($"/tasks/{id}/inactive");
        return id;
    }
}
