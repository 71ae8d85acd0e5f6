using System.Net;
using System.Text;
using System.Text.Json;
using TaskScheduler.Web.Api.Hooks;

namespace TaskScheduler.Tests.Api.Hooks;

public sealed class HooksApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_is_shown_once_and_starts_the_task_with_what_is_posted()
    {
        var task = Id(await server.CreateReminderAsync());
        var made = await server.PostAsync($"/api/tasks/{task}/hook");
        using var hub = await HubClient.ConnectAsync(server.App.Address, stop);

        var started = await server.PostAsync(made.Text("address"), """{"ref":"main"}""");

        Assert.Equal((HttpStatusCode.Created, $"/api/tasks/{task}/hook"), (made.Status, made.Location));
        Assert.StartsWith($"{server.App.Address}hooks/", made.Text("address"));
        Assert.Equal((HttpStatusCode.Accepted, "runId"), (started.Status, Assert.Single(started.Json.EnumerateObject()).Name));
        await hub.EventAsync("runChanged", run => Id(run) == started.Text("runId") && run.GetProperty("state").GetString() == "succeeded", stop);
        var run = await server.GetAsync($"/api/runs/{started.Text("runId")}");
        Assert.Equal((task, "webhook", """{"ref":"main"}"""), (run.Text("taskId"), run.Text("trigger"), run.Json.GetProperty("input").GetRawText()));
    }

    [Fact]
    public async Task Who_has_the_address_need_not_sign_in_to_use_it_but_to_make_it()
    {
        var task = Id(await server.CreateReminderAsync());
        var address = await AddressAsync(task);
        using var stranger = server.App.CreateStranger();

        using var started = await stranger.PostAsync(new Uri(address), null, stop);
        using var made = await stranger.PostAsync(new Uri($"/api/tasks/{task}/hook", UriKind.Relative), null, stop);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Unauthorized), (started.StatusCode, made.StatusCode));
    }

    [Fact]
    public async Task What_is_read_of_an_address_never_holds_it()
    {
        var task = Id(await server.CreateReminderAsync());

        Assert.Equal("""{"exists":false,"createdAt":null,"lastUsedAt":null}""", (await server.GetAsync($"/api/tasks/{task}/hook")).Json.GetRawText());
        var address = await AddressAsync(task);
        await server.PostAsync(address);

        var hook = (await server.GetAsync($"/api/tasks/{task}/hook")).Json;
        Assert.Equal(["exists", "createdAt", "lastUsedAt"], hook.EnumerateObject().Select(member => member.Name));
        Assert.All(["createdAt", "lastUsedAt"], member => Assert.Equal(JsonValueKind.String, hook.GetProperty(member).ValueKind));
    }

    [Fact]
    public async Task A_removed_address_answers_as_one_that_never_was()
    {
        var task = Id(await server.CreateReminderAsync());
        var address = await AddressAsync(task);

        var removed = await server.DeleteAsync($"/api/tasks/{task}/hook");

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.DeleteAsync($"/api/tasks/{task}/hook")).Status);
        Assert.Equal(Plain(await server.PostAsync($"/hooks/{new string('A', 43)}")), Plain(await server.PostAsync(address)));
    }

    [Theory]
    [InlineData("/hooks/x")]
    [InlineData("/hooks/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/hooks/%C3%A4")]
    public async Task An_unknown_address_is_not_found_and_gives_no_hint(string address)
    {
        var answer = await server.PostAsync(address, "{}");

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json", "There is nothing at this address."), (answer.Status, answer.ContentType, answer.Text("detail")));
    }

    [Fact]
    public async Task An_inactive_task_is_not_started_and_the_answer_says_why()
    {
        var task = Id(await server.CreateReminderAsync());
        var address = await AddressAsync(task);
        await server.PutAsync($"/api/tasks/{task}/inactive");

        var answer = await server.PostAsync(address);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("set inactive", answer.Text("detail"));
    }

    [Theory]
    [InlineData("[1,2]", HttpStatusCode.Accepted)]
    [InlineData("\"text\"", HttpStatusCode.Accepted)]
    [InlineData("{\"a\":", HttpStatusCode.BadRequest)]
    [InlineData("{\"a\":1,\"a\":2}", HttpStatusCode.BadRequest)]
    [InlineData("{\"a\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    public async Task Any_sound_json_is_an_input(string body, HttpStatusCode status) =>
        Assert.Equal(status, (await server.PostAsync(await AddressAsync(Id(await server.CreateReminderAsync())), body)).Status);

    [Fact]
    public async Task An_input_of_256_KB_is_taken_and_a_byte_more_is_refused()
    {
        var address = await AddressAsync(Id(await server.CreateReminderAsync()));
        var largest = $"\"{new string('x', HooksApi.MaxInputBytes - 2)}\"";

        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync(address, largest)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.PostAsync(address, largest + " ")).Status);
    }

    [Fact]
    public async Task What_is_not_json_and_what_is_not_posted_is_refused()
    {
        var address = await AddressAsync(Id(await server.CreateReminderAsync()));
        using var form = new StringContent("ref=main", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var posted = await server.Client.PostAsync(new Uri(address), form, stop);
        var read = await server.GetAsync(address);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, posted.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (read.Status, read.ContentType));
    }

    [Fact]
    public async Task A_page_of_another_site_can_not_use_an_address() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostAsync(await AddressAsync(Id(await server.CreateReminderAsync())), "{}", ("Origin", "https://evil.example"))).Status);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_task_that_does_not_exist_has_no_address(string method)
    {
        var answer = await server.SendAsync(new(method), $"/api/tasks/{Guid.NewGuid()}/hook", null);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    private async Task<string> AddressAsync(string task) => (await server.PostAsync($"/api/tasks/{task}/hook")).Text("address");

    // Each answer has an id of its own, by which it is found in a trace.
    private static string Plain(Answer answer) => string.Join('\n', answer.Json.EnumerateObject().Where(member => member.Name != "traceId"));

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
