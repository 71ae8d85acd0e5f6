using Microsoft.AspNetCore.Http;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Payments;

/// <summary>Payments by a real web server that answers as a test says.</summary>
public sealed class HttpGatewayTests
{
    private static readonly Guid run = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_attempt_of_a_run_sends_the_same_under_the_same_key()
    {
        var seen = new List<string>();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Add($"{context.Request.Method} {context.Request.Headers["Idempotency-Key"]} {context.Request.Headers.Authorization} {await reader.ReadToEndAsync(context.RequestAborted)}");
            await context.Response.WriteAsync("""{"receipt":"r-1"}""", context.RequestAborted);
        });
        await using var driver = await StartAsync(server.Url);
        var task = await TaskAsync(driver);
        var output = new HeardOutput();

        var first = await PerformAsync(driver, task, 1, output);
        await PerformAsync(driver, task, 2);

        Assert.Null(first.Error);
        Assert.Contains("r-1", output.Text, StringComparison.Ordinal);
        Assert.Equal(seen[0], seen[1]);
        Assert.StartsWith($"POST {run} Bearer t0ken ", seen[0], StringComparison.Ordinal);
        Assert.Contains("\"amount\":\"12.50\",\"currency\":\"EUR\"", seen[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201, false, false, false, null)]
    [InlineData(402, true, true, true, null)]
    [InlineData(403, true, true, true, null)]
    [InlineData(401, true, true, true, null)]
    [InlineData(422, true, true, false, null)]
    [InlineData(400, true, true, false, null)]
    [InlineData(409, true, false, false, "not known")]
    [InlineData(500, true, false, false, "not known")]
    [InlineData(503, true, false, false, "not known")]
    [InlineData(429, true, false, false, null)]
    public async Task The_status_says_what_became_of_the_payment(int status, bool fails, bool isFinal, bool stopsTask, string? said)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync("because", context.RequestAborted);
        });
        await using var driver = await StartAsync(server.Url);

        var performance = await PerformAsync(driver, await TaskAsync(driver), 1);

        Assert.Equal((fails, isFinal, stopsTask), (performance.Error is not null, performance.IsFinal, performance.StopsTask));
        Assert.Equal(fails && !isFinal ? TimeSpan.FromSeconds(7) : null, performance.RetryAfter);
        Assert.Contains(said ?? "", performance.Error ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_after_sending_leaves_it_uncertain()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var driver = await StartAsync(server.Url);

        var performance = await PerformAsync(driver, await TaskAsync(driver), 1);

        Assert.StartsWith("The connection to the gateway 127.0.0.1 was lost before it had answered", performance.Error, StringComparison.Ordinal);
        Assert.Contains("So it is not known whether the payment was made.", performance.Error, StringComparison.Ordinal);
        Assert.Equal((false, false), (performance.IsFinal, performance.StopsTask));
    }

    [Fact]
    public async Task No_answer_in_time_leaves_it_uncertain()
    {
        var arrived = new SemaphoreSlim(0);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var driver = await StartAsync(server.Url);

        var performing = PerformAsync(driver, await TaskAsync(driver), 1);
        await arrived.WaitAsync(Cancel);
        driver.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.StartsWith("The gateway 127.0.0.1 did not answer within 30 s. So it is not known whether the payment was made.", (await performing).Error, StringComparison.Ordinal);
        Assert.False((await performing).IsFinal);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_was_sent_nothing()
    {
        var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        var address = server.Url;
        await server.DisposeAsync();
        await using var driver = await StartAsync(address);

        var performance = await PerformAsync(driver, await TaskAsync(driver), 1);

        Assert.StartsWith("There was no connection to the gateway 127.0.0.1, so nothing was sent", performance.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not known", performance.Error, StringComparison.Ordinal);
        Assert.False(performance.IsFinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_not_taken_for_a_payment(int status)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Path == "/elsewhere")
                return context.Response.WriteAsync("Welcome", context.RequestAborted);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await using var driver = await StartAsync(server.Url);

        var performance = await PerformAsync(driver, await TaskAsync(driver), 1);

        Assert.Contains("led elsewhere", performance.Error, StringComparison.Ordinal);
        Assert.False(performance.IsFinal);
    }

    [Fact]
    public async Task Only_administrators_have_payments_made_by_a_gateway()
    {
        var calls = 0;
        await using var server = await LoopbackServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref calls);
            return Task.CompletedTask;
        });
        await using var driver = await StartAsync(server.Url);
        driver.Caller.Becomes("kim@example.org", Role.Operator);

        var saved = await driver.Tasks.CreateAsync(Draft, Cancel);
        var others = await driver.Tasks.CreateAsync(Draft with { Type = "scripted", Payload = new() }, Cancel);
        var performance = await driver.Get<TaskTypeCatalog>().Find("payment")!.PerformAsync(
            new(run, others.Value!.Task.Id, "Rent", "", null, Draft.Payload!.ToJsonString(), SchedulerDriver.Noon, 1), Cancel);

        Assert.Equal("payload.from", Assert.Single(saved.Faults).Field);
        Assert.True(performance.IsFinal && performance.StopsTask);
        Assert.Equal(0, calls);
    }

    private static TaskDraft Draft => new()
    {
        Title = "Rent",
        Type = "payment",
        Payload = new() { ["from"] = "DE02", ["to"] = "DE03", ["amount"] = "12.50", ["currency"] = "EUR", ["reference"] = "December" },
        Schedule = new() { Kind = "once", At = "2126-12-01T09:00:00Z" },
    };

    private static Task<SchedulerDriver> StartAsync(string url) => SchedulerDriver.StartAsync(
        ("TaskScheduler:Payments:Gateway", "Http"), ("TaskScheduler:Payments:Url", url + "/pay"), ("TaskScheduler:Payments:Token", "t0ken"), ("TaskScheduler:Http:AllowedNetworks", "127.0.0.0/8"));

    private static async Task<TaskView> TaskAsync(SchedulerDriver driver)
    {
        var created = await driver.Tasks.CreateAsync(Draft, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!;
    }

    private static Task<Performance> PerformAsync(SchedulerDriver driver, TaskView task, int attempt, IRunOutput? output = null) => driver.Get<TaskTypeCatalog>().Find("payment")!.PerformAsync(
        new(run, task.Task.Id, "Rent", "", null, task.Task.Payload, SchedulerDriver.Noon, attempt) { Output = output ?? NoOutput.Instance }, Cancel);
}
