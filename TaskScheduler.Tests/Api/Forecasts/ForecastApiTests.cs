using System.Net;
using TaskScheduler.Core.Forecasting;

namespace TaskScheduler.Tests.Api.Forecasts;

public sealed class ForecastApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_summary_says_for_each_scheduled_time_what_it_takes()
    {
        await CreateAsync("""{"kind":"interval","every":"PT10M"}""");
        await UntilAsync(forecast => forecast.Items.Count >= 17);

        var answer = await server.GetAsync("/api/scheduled-tasks-summary?timeZone=Europe/Berlin");

        var item = answer.Json.GetProperty("items")[0];
        Assert.Equal((1, 1_000, 1), (item.GetProperty("tasks").GetInt32(), item.GetProperty("requiredComputeMs").GetInt64(), item.GetProperty("requiredInstances").GetInt32()));
        Assert.Equal("1 instance is enough for the next 3 hours", answer.Json.GetProperty("words").GetString());
        Assert.Equal(["timeZone"], (await server.GetAsync("/api/scheduled-tasks-summary?timeZone=Nowhere")).FaultyFields);
    }

    [Fact]
    public async Task What_if_and_spread_answer_over_rest()
    {
        var id = await CreateAsync("""{"kind":"interval","every":"PT2H"}""");
        var due = (await server.GetAsync($"/api/tasks/{id}")).Json.GetProperty("executionTime").GetDateTimeOffset();
        await UntilAsync(forecast => forecast.Items.Any(item => item.DueAt == due));

        var asked = await server.PostAsync("/api/tasks/what-if", """{"task":{"title":"More","type":"http","payload":{"url":"https://example.org/"},"schedule":{"kind":"cron","cron":"*/10 * * * *"}}}""");
        var plan = await server.PostAsync("/api/tasks/spread/plan", $$"""{"ids":["{{id}}"],"withinMinutes":30,"earlier":true}""");
        var applied = await server.PostAsync("/api/tasks/spread/apply", $$$"""{"moves":[{"taskId":"{{{id}}}","version":1,"title":"as planned","schedule":{"kind":"interval","every":"PT3H"}}]}""");
        var again = await server.PostAsync("/api/tasks/spread/apply", $$$"""{"moves":[{"taskId":"{{{id}}}","version":1,"schedule":{"kind":"interval","every":"PT4H"}}]}""");

        Assert.Equal((18, true), (asked.Json.GetProperty("gained").GetInt32(), asked.Json.GetProperty("fits").GetBoolean()));
        Assert.True(plan.Json.GetProperty("stays")[0].GetProperty("hasRoom").GetBoolean());
        Assert.Equal(1, applied.Json.GetProperty("count").GetInt32());
        Assert.Equal((HttpStatusCode.Conflict, "moves[0].version"), (again.Status, again.FaultyFields.Single()));
    }

    [Theory]
    [InlineData("what-if", "{}", "task")]
    [InlineData("what-if", """{"task":{"title":"","executionTime":"2099-01-01T09:00:00Z"}}""", "task.title")]
    [InlineData("spread/plan", """{"withinMinutes":30}""", "filter")]
    [InlineData("spread/plan", """{"filter":{}}""", "withinMinutes")]
    [InlineData("spread/plan", """{"filter":{},"withinMinutes":0}""", "withinMinutes")]
    [InlineData("spread/plan", """{"filter":{},"withinMinutes":5,"at":"2020-01-01T09:00:00Z"}""", "at")]
    [InlineData("spread/apply", """{"moves":[]}""", "moves")]
    [InlineData("spread/apply", """{"moves":[7]}""", "moves[0]")]
    [InlineData("spread/apply", """{"moves":[{"version":1}]}""", "moves[0]")]
    public async Task What_is_not_understood_is_named(string call, string body, string field)
    {
        var answer = await server.PostAsync($"/api/tasks/{call}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(field, answer.FaultyFields);
    }

    private async Task<string> CreateAsync(string schedule) =>
        (await server.PostAsync("/api/tasks", $$"""{"title":"Look","type":"http","payload":{"url":"https://example.org/"},"schedule":{{schedule}}}""")).Json.GetProperty("id").GetString()!;

    private async Task UntilAsync(Predicate<Forecast> condition)
    {
        var forecast = server.App.Services.GetService(typeof(LoadForecast)) as LoadForecast;
        using var changed = new SemaphoreSlim(0);
        using var listening = forecast!.EachChange.Listen(() => changed.Release());
        while (!condition(await forecast.ReadAsync(Cancel)))
            await changed.WaitAsync(Cancel);
    }
}
