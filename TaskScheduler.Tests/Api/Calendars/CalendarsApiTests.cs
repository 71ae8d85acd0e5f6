using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Tests.Api.Calendars;

public sealed class CalendarsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_the_address_reads_the_calendar_without_signing_in()
    {
        await ReminderAsync();
        var made = await MakeAsync();
        using var stranger = server.App.CreateStranger();

        using var answer = await stranger.GetAsync(new Uri(made.Text("address")), stop);

        Assert.Equal((HttpStatusCode.OK, "text/calendar; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        var text = await answer.Content.ReadAsStringAsync(stop);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Water the plants", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_that_did_not_change_is_not_sent_again()
    {
        var address = new Uri((await MakeAsync()).Text("address"));
        using var stranger = server.App.CreateStranger();
        using var first = await stranger.GetAsync(address, stop);
        Assert.False(first.Headers.ETag!.IsWeak);

        using var again = await SendAsync(stranger, HttpMethod.Get, address, first.Headers.ETag);
        await ReminderAsync("Feed the cat");
        using var changed = await SendAsync(stranger, HttpMethod.Get, address, first.Headers.ETag);

        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync(stop)).Length));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Fact]
    public async Task Its_head_alone_can_be_asked_for()
    {
        var address = new Uri((await MakeAsync()).Text("address"));
        using var stranger = server.App.CreateStranger();

        using var answer = await SendAsync(stranger, HttpMethod.Head, address, null);

        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ETag is not null));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(stop));
    }

    [Fact]
    public async Task A_revoked_address_answers_as_one_that_never_was()
    {
        var made = await MakeAsync();
        var address = made.Text("address");

        var revoked = await server.DeleteAsync($"/api/calendar-feeds/{Id(made)}");

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.DeleteAsync($"/api/calendar-feeds/{Id(made)}")).Status);
        Assert.Equal((await server.GetAsync($"/calendar/{new string('A', 43)}.ics")).Text("detail"), (await server.GetAsync(address)).Text("detail"));
        Assert.DoesNotContain((await server.GetAsync("/api/calendar-feeds")).Json.EnumerateArray(), feed => feed.GetProperty("id").GetString() == Id(made));
    }

    [Fact]
    public async Task What_is_read_of_an_address_never_holds_it()
    {
        var made = await MakeAsync("""{"scope":"tag","tag":"garden"}""");
        await server.GetAsync(made.Text("address"));

        var feed = (await server.GetAsync("/api/calendar-feeds")).Json.EnumerateArray().Single(feed => feed.GetProperty("id").GetString() == Id(made));

        Assert.Equal(["id", "scope", "tag", "createdAt", "lastUsedAt"], feed.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("tag", "garden", JsonValueKind.String), (feed.GetProperty("scope").GetString(), feed.GetProperty("tag").GetString(), feed.GetProperty("lastUsedAt").ValueKind));
    }

    [Theory]
    [InlineData("""{}""", "scope")]
    [InlineData("""{"scope":"mine"}""", "scope")]
    [InlineData("""{"scope":"tag"}""", "tag")]
    public async Task What_is_wrong_with_a_wish_is_said(string body, string field)
    {
        var answer = await server.PostAsync("/api/calendar-feeds", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.FaultyFields)));
    }

    [Fact]
    public async Task The_calendar_of_an_account_that_is_disabled_is_not_there_and_all_is_for_administrators()
    {
        var register = server.App.Services.GetRequiredService<AccountRegister>();
        var account = (await register.CreateAsync($"{Guid.NewGuid():N}@example.org", "three words in a row", Role.Operator, [])).Value!;
        using var client = server.App.CreateStranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await server.App.Services.GetRequiredService<TokenStore>().CreateAsync(account.Id, "calendar", Rights.All, null)).Value!.Secret);
        using var all = await client.PostAsync(new Uri("/api/calendar-feeds", UriKind.Relative), Json("""{"scope":"all"}"""), stop);
        using var own = await client.PostAsync(new Uri("/api/calendar-feeds", UriKind.Relative), Json("""{"scope":"own"}"""), stop);
        var address = JsonDocument.Parse(await own.Content.ReadAsStringAsync(stop)).RootElement.GetProperty("address").GetString()!;
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (all.StatusCode, (await server.GetAsync(address)).Status));

        await register.ChangeAsync(account.Id, Role.Operator, [], disabled: true);

        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync(address)).Status);
    }

    [Fact]
    public async Task An_address_is_one_s_own_to_revoke()
    {
        var made = await MakeAsync();
        var other = (await server.App.Services.GetRequiredService<AccountRegister>().CreateAsync($"{Guid.NewGuid():N}@example.org", "three words in a row", Role.Administrator, [])).Value!;
        using var client = server.App.CreateStranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await server.App.Services.GetRequiredService<TokenStore>().CreateAsync(other.Id, "other", Rights.All, null)).Value!.Secret);

        using var answer = await client.DeleteAsync(new Uri($"/api/calendar-feeds/{Id(made)}", UriKind.Relative), stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static string Id(Answer made) => made.Json.GetProperty("calendar").GetProperty("id").GetString()!;

    private async Task ReminderAsync(string title = "Water the plants")
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var answer = await server.PostAsync("/api/tasks", $$"""{"title":"{{title}}","executionTime":"{{tomorrow}}","userEmail":"kim@example.org"}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, Uri address, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(method, address);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await client.SendAsync(request, stop);
    }

    private async Task<Answer> MakeAsync(string body = """{"scope":"own"}""")
    {
        var made = await server.PostAsync("/api/calendar-feeds", body);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return made;
    }
}
