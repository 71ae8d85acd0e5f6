using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Notifications;

namespace TaskScheduler.Tests.Api.Notifications;

public sealed class NotificationsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Settings = "/api/account/notifications";

    [Fact]
    public async Task Settings_are_replaced_as_a_whole()
    {
        await server.PutAsync(Settings, """{"timeZone":"europe/berlin","mailAlerts":false,"bell":"badOnly","quietHours":{"from":"22:00","to":"07:00"},"summary":"weekly","summaryAt":"06:30"}""");
        Assert.Equal("""{"timeZone":"Europe/Berlin","mailAlerts":false,"bell":"badOnly","quietHours":{"from":"22:00","to":"07:00"},"summary":"weekly","summaryAt":"06:30"}""", (await server.GetAsync(Settings)).Json.GetRawText());

        await server.PutAsync(Settings, "{}");
        Assert.Equal("""{"timeZone":null,"mailAlerts":true,"bell":"all","quietHours":null,"summary":"none","summaryAt":"08:00"}""", (await server.GetAsync(Settings)).Json.GetRawText());
    }

    [Theory]
    [InlineData("""{"timeZone":"Europe/Berlim","summaryAt":"8"}""", "summaryAt", "timeZone")]
    [InlineData("""{"bell":"loud","mailAlerts":"yes"}""", "bell", "mailAlerts")]
    [InlineData("""{"quietHours":{"from":"22:00"}}""", "quietHours.to")]
    [InlineData("""{"quietHours":{"begin":"22:00"},"digest":true}""", "digest", "quietHours.begin")]
    public async Task What_is_wrong_is_said_by_field(string body, params string[] fields)
    {
        var answer = await server.PutAsync(Settings, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(fields, answer.FaultyFields);
    }

    [Fact]
    public async Task Messages_are_listed_and_marked_as_read()
    {
        await server.PostAsync("/api/bell/read", """{"all":true}""");
        foreach (var key in new[] { "one", "two", "three" })
            await TellAsync(StoredAccounts.Telling(key) with { Page = "executed" });
        var listed = (await server.GetAsync("/api/bell?pageSize=2")).Json;
        Assert.Equal(2, listed.GetProperty("items").GetArrayLength());
        var first = listed.GetProperty("items")[0];
        Assert.Equal(("bad", "executed"), (first.GetProperty("level").GetString(), first.GetProperty("page").GetString()));

        var marked = await server.PostAsync("/api/bell/read", $$"""{"ids":["{{first.GetProperty("id").GetString()}}"]}""");
        Assert.Equal("""{"marked":1}""", marked.Json.GetRawText());
        Assert.Equal("""{"marked":2}""", (await server.PostAsync("/api/bell/read", """{"all":true}""")).Json.GetRawText());

        Assert.All((await server.GetAsync("/api/bell")).Json.GetProperty("items").EnumerateArray(), message => Assert.NotNull(message.GetProperty("readAt").GetString()));
    }

    [Theory]
    [InlineData("{}", "ids")]
    [InlineData("""{"all":true,"ids":[]}""", "ids")]
    [InlineData("""{"ids":["x"]}""", "ids[0]")]
    [InlineData("""{"everything":true}""", "everything")]
    public async Task It_has_to_be_said_which_were_read(string body, string field)
    {
        var answer = await server.PostAsync("/api/bell/read", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.FaultyFields);
    }

    private Task TellAsync(Telling telling)
    {
        var services = server.App.Services;
        var account = services.GetRequiredService<AccountDirectory>().Accounts.Single();
        return services.GetRequiredService<IWriteGate>().WriteAsync(session =>
        {
            services.GetRequiredService<PeopleTold>().Tell(session, account.Id, telling);
            return Task.FromResult(true);
        });
    }
}
