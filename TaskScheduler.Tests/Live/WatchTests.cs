using System.Net;
using System.Text.Json;

namespace TaskScheduler.Tests.Live;

/// <summary>What a client that has chosen is told; each test ends with a task that it is told of, so that what was not told before is known not to come.</summary>
public sealed class WatchTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_told_of_the_task_it_watches_and_of_its_runs_alone()
    {
        var (watched, other) = (await CreateAsync(), await CreateAsync());
        using var hub = await WatchingAsync($$"""{"tasks":["{{watched}}"]}""");

        await server.PostAsync($"/api/tasks/{other}/run");
        await server.PostAsync($"/api/tasks/{watched}/run");

        Assert.Equal([watched], (await hub.TaskIdsUntilAsync(watched, stop)).Distinct());
        var run = await hub.EventAsync("runChanged", run => run.GetProperty("state").GetString() == "succeeded", stop);
        Assert.Equal(watched, run.GetProperty("taskId").GetString());
    }

    [Fact]
    public async Task A_client_is_told_of_every_task_with_the_tag_it_watches_new_ones_too()
    {
        using var hub = await WatchingAsync("""{"tags":["garden"]}""");

        await CreateAsync("house");
        var created = await CreateAsync("garden");

        Assert.Equal([created], (await hub.TaskIdsUntilAsync(created, stop)).Distinct());
    }

    [Fact]
    public async Task Who_watches_a_tag_is_told_that_a_task_has_lost_it()
    {
        var task = await CreateAsync("balcony");
        using var hub = await WatchingAsync("""{"tags":["balcony"]}""");

        var answer = await server.PutAsync($"/api/tasks/{task}", """{"title":"Moved","executionTime":"2099-01-01T09:00:00Z","userEmail":"kim@example.org","tags":["roof"]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await hub.EventAsync("taskChanged", change => Id(change) == task && change.GetProperty("tags").GetRawText() == """["roof"]""", stop);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_watches_a_task_is_told_that_it_was_deleted(bool byTag)
    {
        var tag = $"cellar {byTag}";
        var task = await CreateAsync(tag);
        using var hub = await WatchingAsync(byTag ? $$"""{"tags":["{{tag}}"]}""" : $$"""{"tasks":["{{task}}"]}""");

        await server.DeleteAsync($"/api/tasks/{task}");

        await hub.EventAsync("taskDeleted", deleted => Id(deleted) == task, stop);
    }

    [Fact]
    public async Task A_new_choice_takes_the_place_of_the_one_before()
    {
        var (first, second) = (await CreateAsync(), await CreateAsync());
        using var hub = await WatchingAsync($$"""{"tasks":["{{first}}"]}""");
        await hub.InvokeAsync("Watch", $$"""{"tasks":["{{second}}"]}""", stop);

        await server.PutAsync($"/api/tasks/{first}/inactive");
        await server.PutAsync($"/api/tasks/{second}/inactive");

        Assert.Equal([second], (await hub.TaskIdsUntilAsync(second, stop)).Distinct());
    }

    [Fact]
    public async Task A_client_can_be_told_everything_again()
    {
        using var hub = await WatchingAsync("""{"tags":["attic"]}""");
        Assert.Null(await hub.InvokeAsync("WatchAll", "", stop));

        var created = await CreateAsync("street");

        await hub.EventAsync("taskChanged", change => Id(change) == created, stop);
    }

    [Fact]
    public async Task What_can_not_be_watched_is_refused_with_a_clear_sentence_and_the_connection_stays()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);

        var refused = await hub.InvokeAsync("Watch", """{"tasks":["first"],"tags":[]}""", stop);

        Assert.EndsWith("'first' is not the id of a task, such as 01890a5d-ac96-774b-bcce-b302099a8057.", refused);
        Assert.Null(await hub.InvokeAsync("WatchAll", "", stop));
    }

    private async Task<HubClient> WatchingAsync(string what)
    {
        var hub = await HubClient.ConnectAsync(server.App.Address, stop);
        Assert.Null(await hub.InvokeAsync("Watch", what, stop));
        return hub;
    }

    private async Task<string> CreateAsync(string? tag = null) =>
        Id(await server.CreateReminderAsync(members: tag is null ? "" : $$""","tags":["{{tag}}"]"""));

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
