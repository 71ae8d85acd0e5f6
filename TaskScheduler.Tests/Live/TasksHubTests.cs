using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Live;

namespace TaskScheduler.Tests.Live;

public class TasksHubTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_task_is_sent_as_rest_shows_it()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);

        var created = await server.CreateReminderAsync();

        var told = await hub.EventAsync("taskChanged", Is(created), stop);
        Assert.Equal((await server.GetAsync($"/api/tasks/{Id(created)}")).Json.GetRawText(), told.GetRawText());
    }

    [Fact]
    public async Task A_run_is_sent_as_it_ends_and_as_rest_shows_it()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);
        var created = await server.CreateReminderAsync();

        var run = (await server.PostAsync($"/api/tasks/{Id(created)}/run")).Json;

        var told = await hub.EventAsync("runChanged", change => Id(change) == Id(run) && change.GetProperty("state").GetString() == "succeeded", stop);
        var shown = (await server.GetAsync($"/api/executedTasks?taskId={Id(created)}")).Json.GetProperty("items")[0];
        Assert.Equal(shown.GetRawText(), told.GetRawText());
    }

    [Fact]
    public async Task A_deleted_task_is_sent_as_its_id()
    {
        var created = await server.CreateReminderAsync();
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);

        await server.DeleteAsync($"/api/tasks/{Id(created)}");

        Assert.Equal($$"""{"id":"{{Id(created)}}"}""", (await hub.EventAsync("taskDeleted", Is(created), stop)).GetRawText());
    }

    [Fact]
    public async Task When_more_changed_than_is_told_one_by_one_clients_are_told_to_reload()
    {
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);

        server.App.Services.GetRequiredService<LiveFeed>().PublishReset();

        Assert.Equal(JsonValueKind.Undefined, (await hub.EventAsync("reload", _ => true, stop)).ValueKind);
    }

    [Fact]
    public async Task Every_client_is_told()
    {
        using var one = await HubClient.ConnectAsync(server.App.Address, stop);
        using var other = await HubClient.ConnectAsync(server.App.Address, stop);

        var created = await server.CreateReminderAsync();

        await one.EventAsync("taskChanged", Is(created), stop);
        await other.EventAsync("taskChanged", Is(created), stop);
    }

    private static Func<JsonElement, bool> Is(JsonElement task) => change => Id(change) == Id(task);

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
