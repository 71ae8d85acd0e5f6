using System.Net;

namespace TaskScheduler.Tests.Api;

public class SchedulesApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_schedule_is_said_in_words_with_its_next_due_instants()
    {
        var answer = await server.PostAsync("/api/schedules/preview", """{"schedule":{"kind":"cron","cron":"0 2 * * 1-5","timeZone":"Europe/Berlin"},"count":3}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Every weekday at 02:00 (Europe/Berlin)", answer.Text("sentence"));
        var next = answer.Json.GetProperty("next").EnumerateArray().Select(instant => instant.GetString()!).ToArray();
        Assert.Equal(3, next.Length);
        Assert.All(next, instant => Assert.Matches(@"T02:00:00\+0[12]:00$", instant));
    }

    [Fact]
    public async Task An_instant_is_said_in_the_zone_that_is_asked_for()
    {
        var answer = await server.PostAsync("/api/schedules/preview", """{"schedule":{"kind":"once","at":"2099-01-01T09:00:00Z"},"timeZone":"Asia/Tokyo"}""");

        Assert.Contains("18:00 (Asia/Tokyo)", answer.Text("sentence"));
        Assert.Equal("2099-01-01T18:00:00+09:00", Assert.Single(answer.Json.GetProperty("next").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task What_is_due_at_once_has_no_further_instants()
    {
        var answer = await server.PostAsync("/api/schedules/preview", """{"schedule":{"kind":"immediate"}}""");

        Assert.Empty(answer.Json.GetProperty("next").EnumerateArray());
    }

    [Theory]
    [InlineData("{}", "schedule")]
    [InlineData("""{"schedule":{"kind":"cron","cron":"every day"}}""", "schedule.cron")]
    [InlineData("""{"schedule":{"kind":"immediate"},"count":101}""", "count")]
    [InlineData("""{"schedule":{"kind":"immediate"},"timeZone":"Mars/Olympus"}""", "timeZone")]
    public async Task What_is_not_understood_is_named(string body, string field)
    {
        var answer = await server.PostAsync("/api/schedules/preview", body);

        Assert.Equal([field], answer.FaultyFields);
    }
}
