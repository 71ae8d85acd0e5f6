using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Maintenance.Progress;

namespace TaskScheduler.Tests.Api.Storage;

public sealed class StorageApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task It_says_how_much_is_stored()
    {
        var storage = (await server.GetAsync("/api/storage")).Json;

        Assert.True(storage.GetProperty("bytes").GetInt64() >= storage.GetProperty("usedBytes").GetInt64());
        Assert.Contains(storage.GetProperty("tables").EnumerateArray(), table => table.GetProperty("name").GetString() == "accounts" && table.GetProperty("rows").GetInt64() == 1);
        Assert.Equal(1, storage.GetProperty("days").GetArrayLength());
    }

    [Fact]
    public async Task Rules_are_previewed_changed_by_their_kind_and_applied()
    {
        const string Body = """{"rules":[{"kind":"missed","days":5},{"kind":"taskVersions","perTask":3}]}""";

        Assert.True((await server.PostAsync("/api/retention/preview", Body)).Json.GetProperty("complete").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync("/api/retention", Body)).Status);

        var rules = (await server.GetAsync("/api/retention")).Json.GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.GetProperty("kind").GetString()!, StringComparer.Ordinal);
        Assert.Equal(5, rules["missed"].GetProperty("days").GetInt32());
        Assert.True(IsAbsent(rules["missed"], "perTask"));
        Assert.Equal(30, rules["succeeded"].GetProperty("days").GetInt32());
        Assert.Equal("done", (await EndedAsync((await server.PostAsync("/api/retention/run")).Location!)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{}""", "rules")]
    [InlineData("""{"rules":[1]}""", "rules[0]")]
    [InlineData("""{"rules":[{"days":5}]}""", "rules[0].kind")]
    [InlineData("""{"rules":[{"kind":"never","days":5}]}""", "rules[0].kind")]
    [InlineData("""{"rules":[{"kind":"missed","days":0}]}""", "rules[0].days")]
    [InlineData("""{"rules":[{"kind":"messages","perTask":5}]}""", "rules[0].perTask")]
    public async Task A_fault_is_said_at_its_field(string body, string field)
    {
        var refused = await server.PutAsync("/api/retention", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, Assert.Single(refused.FaultyFields)));
    }

    [Fact]
    public async Task A_backup_is_made_listed_and_downloaded()
    {
        var ended = await EndedAsync((await server.PostAsync("/api/backups")).Location!);
        Assert.Equal("done", ended.GetProperty("state").GetString());

        var backup = (await server.GetAsync("/api/backups")).Json.GetProperty("backups")[0];
        Assert.True(backup.GetProperty("verified").GetBoolean());
        var address = $"/api/backups/{backup.GetProperty("name").GetString()}";
        var bytes = await server.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(backup.GetProperty("bytes").GetInt64(), bytes.LongLength);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/api/backups/..%2Ftaskscheduler.db")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync($"/api/progress/{Guid.Empty}/stop")).Status);
    }

    private static bool IsAbsent(JsonElement rule, string name) => !rule.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private async Task<JsonElement> EndedAsync(string work)
    {
        var board = server.App.Services.GetRequiredService<WorkBoard>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = board.Listen(Look);
        Look();
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        return (await server.GetAsync(work)).Json;

        void Look()
        {
            if (board.List().All(one => one.EndedAt is not null))
                ended.TrySetResult();
        }
    }
}
