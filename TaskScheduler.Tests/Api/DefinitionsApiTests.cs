using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TaskScheduler.Tests.Api;

public class DefinitionsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Yaml = "application/yaml";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_exported_can_be_planned_and_applied()
    {
        var task = await server.CreateReminderAsync("Exported", ""","tags":["export"]""");
        var file = await server.Client.GetStringAsync("/api/definitions?tag=export", Cancel);
        var changed = file.Replace("All of them", "None of them", StringComparison.Ordinal);

        Assert.True((await PostAsync("plan", file)).Json.GetProperty("changesNothing").GetBoolean());
        var plan = (await PostAsync("plan", changed)).Json;
        var applied = await PostAsync($"apply?fingerprint={plan.GetProperty("fingerprint").GetString()}", changed);

        Assert.Equal("description", plan.GetProperty("changed")[0].GetProperty("fields")[0].GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.OK, applied.Status);
        Assert.Equal("None of them", (await server.GetAsync($"/api/tasks/{task.GetProperty("id").GetString()}")).Text("description"));
    }

    [Fact]
    public async Task An_export_says_what_it_is()
    {
        using var yaml = await server.Client.GetAsync("/api/definitions", Cancel);
        using var json = await server.Client.GetAsync("/api/definitions?format=json&ids=01890a5d-ac96-774b-bcce-b302099a8057", Cancel);

        Assert.Equal(("application/yaml", "attachment; filename=tasks.yaml"), (yaml.Content.Headers.ContentType!.MediaType, yaml.Content.Headers.ContentDisposition!.ToString()));
        Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
        Assert.Equal("{\n  \"tasks\": []\n}\n", await json.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_faulty_file_has_a_plan_with_its_faults_and_is_not_applied()
    {
        const string File = "tasks:\n  - title: Faulty\n    schedule: { kind: cron, cron: 0 25 * * * }\n    userEmail: kim@example.org\n";

        var plan = (await PostAsync("plan", File)).Json;
        var applied = await PostAsync("apply", File);

        Assert.False(plan.GetProperty("canApply").GetBoolean());
        Assert.Equal(3, plan.GetProperty("faults")[0].GetProperty("line").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, applied.Status);
        Assert.Equal(["tasks[0].schedule.cron"], applied.FaultyFields);
    }

    [Fact]
    public async Task A_plan_that_is_out_of_date_is_refused()
    {
        var applied = await PostAsync("apply?fingerprint=0123", "tasks: []");

        Assert.Equal(HttpStatusCode.Conflict, applied.Status);
        Assert.Equal(["fingerprint"], applied.FaultyFields);
    }

    [Theory]
    [InlineData("plan?prune=perhaps", Yaml, 400)]
    [InlineData("plan?pruneTag=a", Yaml, 400)]
    [InlineData("plan", "text/html", 415)]
    [InlineData("crontab", Yaml, 415)]
    [InlineData("crontab?timeZone=Mars", "text/plain", 400)]
    [InlineData("crontab?apply=7", "text/plain", 400)]
    public async Task What_is_not_understood_is_refused(string call, string type, int status) => Assert.Equal(status, (int)(await PostAsync(call, "tasks: []", type)).Status);

    [Fact]
    public async Task A_file_may_be_large_and_not_larger()
    {
        var small = await PostAsync("plan", "tasks: []\n# " + new string('x', 15 * 1024 * 1024));
        var large = await PostAsync("plan", "tasks: []\n# " + new string('x', 16 * 1024 * 1024));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (small.Status, large.Status));
    }

    [Fact]
    public async Task A_crontab_is_reported_line_by_line_and_created_when_asked_for()
    {
        const string Crontab = "0 2 * * * curl https://example.org/crontab\n30 4 * * 0 /usr/local/bin/backup\n";

        var report = (await PostAsync("crontab?timeZone=Europe/Berlin&tags=cron,tab", Crontab, "text/plain")).Json;
        Assert.Equal(0, (await server.GetAsync("/api/tasks?tag=tab")).Json.GetProperty("total").GetInt32());
        await PostAsync("crontab?timeZone=Europe/Berlin&tags=cron,tab&apply=true", Crontab, "text/plain");

        Assert.Equal(["mapped", "notMapped"], report.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("outcome").GetString()));
        Assert.Equal("GET example.org/crontab", (await server.GetAsync("/api/tasks?tag=tab")).Json.GetProperty("items")[0].GetProperty("title").GetString());
    }

    private async Task<Answer> PostAsync(string call, string text, string type = Yaml)
    {
        using var content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(type));
        using var response = await server.Client.PostAsync("/api/definitions/" + call, content, Cancel);
        var json = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel));
        return new(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", json, null, null);
    }
}
