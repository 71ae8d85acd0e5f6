using System.Text.Json;

namespace TaskScheduler.Tests.Live;

/// <summary>The hub with the client that other people's programs use, @microsoft/signalr.</summary>
public sealed class JavaScriptClientTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_watches_a_task_and_is_told_what_rest_shows()
    {
        var task = Id(await server.CreateReminderAsync());
        await using var client = await ConnectAsync(server.App.Address);
        await CallAsync(client, $$"""["Watch",{"tasks":["{{task}}"]}]""");

        await server.CreateReminderAsync();
        await server.PostAsync($"/api/tasks/{task}/run");

        var before = new List<JsonElement>();
        var run = await client.LineAsync(line => IsEvent(line, "runChanged") && line[1].GetProperty("state").GetString() == "succeeded", stop, before);
        Assert.Equal((await server.GetAsync($"/api/executedTasks?taskId={task}")).Json.GetProperty("items")[0].ToString(), run[1].ToString());
        Assert.All(before.Where(line => IsEvent(line, "taskChanged")), line => Assert.Equal(task, Id(line[1])));
    }

    [Fact]
    public async Task It_is_told_why_something_can_not_be_watched()
    {
        await using var client = await ConnectAsync(server.App.Address);

        await client.SendAsync("""["Watch",{"tags":[]}]""", stop);

        var refused = await client.LineAsync(line => IsEvent(line, "refused"), stop);
        Assert.EndsWith("Name at least one task or tag; WatchAll tells everything.", refused[1].GetString());
    }

    [Fact]
    public async Task After_a_cut_it_gets_what_it_missed_once_and_goes_on_as_the_same_client()
    {
        var task = Id(await server.CreateReminderAsync());
        await using var line = CutLine.To(server.App.Address);
        await using var client = await ConnectAsync(line.Address, "resume");
        await CallAsync(client, $$"""["Watch",{"tasks":["{{task}}"]}]""");
        using var witness = await HubClient.ConnectAsync(server.App.Address, stop);

        line.Cut();
        var run = Id((await server.PostAsync($"/api/tasks/{task}/run")).Json);
        await witness.EventAsync("runChanged", change => Id(change) == run && change.GetProperty("state").GetString() == "succeeded", stop);
        line.Mend();

        var before = new List<JsonElement>();
        await client.LineAsync(told => IsEvent(told, "runChanged") && Id(told[1]) == run && told[1].GetProperty("state").GetString() == "succeeded", stop, before);
        Assert.All(before, told => Assert.Contains(told[0].GetString(), (string[])["runChanged", "taskChanged"]));
    }

    [Fact]
    public async Task Without_stateful_reconnect_it_comes_back_as_a_new_client_and_is_told_to_reload()
    {
        await using var line = CutLine.To(server.App.Address);
        await using var client = await ConnectAsync(line.Address);

        line.Cut();
        line.Mend();

        await client.LineAsync(told => IsEvent(told, "reconnecting"), stop);
        await client.LineAsync(told => IsEvent(told, "reload"), stop);
    }

    /// <summary>Returns when the hub has begun to tell changes, which it says with a first reload.</summary>
    private async Task<NodeScript> ConnectAsync(Uri address, params IEnumerable<string> options)
    {
        var client = NodeScript.Start("hub.js", [$"{address}hubs/tasks", Administrator.Token, .. options]);
        var passed = new List<JsonElement>();
        await client.LineAsync(line => IsEvent(line, "connected"), stop, passed);
        if (!passed.Any(line => IsEvent(line, "reload")))
            await client.LineAsync(line => IsEvent(line, "reload"), stop);
        return client;
    }

    private async Task CallAsync(NodeScript client, string call)
    {
        await client.SendAsync(call, stop);
        await client.LineAsync(line => IsEvent(line, "called"), stop);
    }

    private static bool IsEvent(JsonElement line, string name) => line[0].GetString() == name;

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
