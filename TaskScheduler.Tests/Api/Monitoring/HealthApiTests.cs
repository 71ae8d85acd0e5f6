using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Health;

namespace TaskScheduler.Tests.Api.Monitoring;

public sealed class HealthApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/health")]
    public async Task Who_is_known_is_told_how_each_part_is_and_a_stranger_the_status_alone(string path)
    {
        await using var app = await LookedAtAsync();
        using var client = app.CreateClient();
        var components = (await client.GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("components").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!);

        Assert.Superset(new HashSet<string> { "database", "clock", "queue", "punctuality", "plans", "mail", "disk", "backup", "systemClock" }, components.Keys.ToHashSet());
        Assert.True(components["database"].GetProperty("facts").GetProperty("readable").GetBoolean());
        Assert.True(components["clock"].GetProperty("facts").GetProperty("running").GetBoolean());
        using var stranger = app.CreateStranger();
        var told = await stranger.GetFromJsonAsync<JsonElement>(path, Cancel);
        Assert.Equal("status", Assert.Single(told.EnumerateObject()).Name);
    }

    [Fact]
    public async Task Degraded_is_still_an_answer_and_unhealthy_is_none_to_rely_on()
    {
        await using var app = await LookedAtAsync();
        using var client = app.CreateClient();
        var board = app.Services.GetRequiredService<FactBoard>();

        board.Latest = board.Latest! with { WriteFault = "the disk is full" };
        using var degraded = await client.GetAsync("/health", Cancel);
        board.Latest = board.Latest with { ReadFault = "disk I/O error" };
        using var unhealthy = await client.GetAsync("/health", Cancel);
        using var ready = await client.GetAsync("/health/ready", Cancel);
        using var live = await client.GetAsync("/health/live", Cancel);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], new[] { degraded, unhealthy, ready, live }.Select(answer => answer.StatusCode));
        Assert.Equal("degraded", (await degraded.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_it_is_from_when_the_clock_runs_until_it_is_told_to_stop()
    {
        await using var app = await LookedAtAsync();
        using var client = app.CreateClient();
        using var before = await client.GetAsync("/health/ready", Cancel);
        var clock = app.Services.GetRequiredService<Core.Firing.TaskClock>();

        await clock.StopAsync();

        using var after = await client.GetAsync("/health/ready", Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (before.StatusCode, after.StatusCode));
    }

    /// <summary>A program that has looked once at its database and disk, and does not again by itself.</summary>
    private static async Task<RunningApp> LookedAtAsync()
    {
        var app = new RunningApp().Without<HealthWatch>().Start();
        app.Services.GetRequiredService<FactBoard>().Latest = await app.Services.GetRequiredService<FactGathering>().GatherAsync(Cancel);
        return app;
    }
}
