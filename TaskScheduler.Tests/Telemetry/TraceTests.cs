using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Tests.Telemetry;

/// <summary>From the request that asked for a run to the server that its task calls and the mail that tells of it, as a collector receives it.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";

    private readonly ConcurrentBag<SentSpan> spans = [];
    private readonly ConcurrentQueue<string> called = new();
    private LoopbackServer collector = default!;
    private RunningApp app = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        collector = await LoopbackServer.StartAsync(AnswerAsync);
        app = new RunningApp().With("TaskScheduler:Telemetry:Endpoint", collector.Url).With("TaskScheduler:Http:AllowedNetworks", "127.0.0.0/8").Start();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task A_run_belongs_to_the_trace_of_the_request_that_asked_for_it_with_each_of_its_attempts()
    {
        var task = await CreateAsync($$$"""{"title":"Call","type":"http","payload":{"url":"{{{collector.Url}}}/flaky"},"schedule":{"kind":"immediate"},"retry":{"kind":"fixed","wait":"PT1S","retries":1},"userEmail":"kim@example.org","notify":{"executed":"always"}}""");
        var run = await EndedAsync(task);
        await SentMailAsync();

        var sent = await SpansAsync();

        var request = Assert.Single(sent, span => span.ParentId == Caller);
        var runs = sent.Where(span => span.Tags.GetValueOrDefault("taskscheduler.run.id") == run.Id.ToString()).OrderBy(span => span.StartNanos).ToList();
        Assert.All(runs, span => Assert.Equal((TraceId, request.SpanId, "run http"), (span.TraceId, span.ParentId, span.Name)));
        Assert.Equal(["1", "2"], runs.Select(span => span.Tags["taskscheduler.run.attempt"]));
        var attempts = runs.Select(one => Assert.Single(sent, span => span.ParentId == one.SpanId && span.Name == "attempt")).ToList();
        Assert.Equal(attempts.Select(span => $"00-{TraceId}-{span.SpanId}-01"), called);
        var mail = Assert.Single(sent, span => span.Name == "send Executed" && span.TraceId == TraceId);
        Assert.Equal(runs[1].SpanId, mail.ParentId);
    }

    [Fact]
    public async Task A_recurring_task_has_a_trace_of_its_own_for_each_run_that_is_linked_to_where_it_was_made()
    {
        var every = DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var task = await CreateAsync($$$"""{"title":"Call","type":"http","payload":{"url":"{{{collector.Url}}}/well"},"schedule":{"kind":"interval","every":"PT1S","startAt":"{{{every:O}}}"}}""");
        var run = await EndedAsync(task);

        var sent = await SpansAsync();

        var request = Assert.Single(sent, span => span.ParentId == Caller);
        var span = SpanOf(sent, run);
        Assert.NotEqual(TraceId, span.TraceId);
        Assert.Equal("", span.ParentId);
        Assert.Equal((TraceId, request.SpanId), Assert.Single(span.Links));
        var wait = Assert.Single(sent, other => other.ParentId == span.SpanId && other.Name == "wait");
        Assert.True(wait.StartNanos == span.StartNanos && wait.EndNanos >= wait.StartNanos);
    }

    [Fact]
    public async Task A_run_that_follows_another_one_goes_on_with_its_trace()
    {
        var parent = await CreateAsync("""{"title":"First","type":"notification","schedule":{"kind":"once","at":"2099-01-01T00:00:00Z"},"userEmail":"kim@example.org"}""");
        var child = await CreateAsync($$$"""{"title":"Then","type":"http","payload":{"url":"{{{collector.Url}}}/well"},"schedule":{"kind":"after","task":"{{{parent}}}","on":"succeeded"}}""");
        using var client = app.CreateClient();
        using var asked = await client.PostAsync(new Uri($"/api/tasks/{parent}/run", UriKind.Relative), null, Cancel);
        var (first, then) = (await EndedAsync(parent), await EndedAsync(child));

        var sent = await SpansAsync();

        var (before, after) = (SpanOf(sent, first), SpanOf(sent, then));
        Assert.Equal((before.TraceId, before.SpanId), (after.TraceId, after.ParentId));
    }

    [Fact]
    public async Task The_secret_of_an_address_is_in_no_span()
    {
        var task = await CreateAsync("""{"title":"Hooked","type":"notification","schedule":{"kind":"once","at":"2099-01-01T00:00:00Z"},"userEmail":"kim@example.org"}""");
        using var client = app.CreateClient();
        using var made = await client.PostAsync(new Uri($"/api/tasks/{task}/hook", UriKind.Relative), null, Cancel);
        var secret = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("address").GetString()!.Split('/')[^1];

        using var used = await client.PostAsync(new Uri($"/hooks/{secret}", UriKind.Relative), null, Cancel);
        await EndedAsync(task);

        var sent = await SpansAsync();
        Assert.Contains(sent, span => span.Name == "POST /hooks/{secret}");
        Assert.DoesNotContain(sent, span => span.Tags.Values.Append(span.Name).Any(text => text.Contains(secret, StringComparison.Ordinal)));
    }

    // Sources of spans are the process's: what runs in other tests at the same time is sent too.
    private static SentSpan SpanOf(IReadOnlyList<SentSpan> sent, Run run) => Assert.Single(sent, span => span.Tags.GetValueOrDefault("taskscheduler.run.id") == run.Id.ToString());

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/v1/traces")
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            foreach (var span in OtlpReading.Spans(body.ToArray()))
                spans.Add(span);
        }
        else if (http.Request.Path == "/flaky")
        {
            called.Enqueue(http.Request.Headers["traceparent"].ToString());
            http.Response.StatusCode = called.Count == 1 ? 503 : 200;
        }
    }

    private async Task<Guid> CreateAsync(string body)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("traceparent", $"00-{TraceId}-{Caller}-01");
        using var answer = await client.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
    }

    private async Task<Run> EndedAsync(Guid task)
    {
        using var changes = app.AsProgram<LiveFeed>().Subscribe();
        while (true)
        {
            if ((await app.AsProgram<RunStore>().ListExecutedAsync(new RunQuery { TaskId = task }, Cancel)).Items is [.., var first])
                return first;
            await changes.ReadAsync(Cancel);
        }
    }

    private async Task SentMailAsync()
    {
        var outbox = app.AsProgram<Core.Notifications.Outbox.MessageOutbox>();
        using var changed = new SemaphoreSlim(0);
        using var listening = outbox.Listen(() => changed.Release());
        while ((await app.AsProgram<Core.Notifications.Outbox.MessageStore>().ListAsync(new() { State = Core.Notifications.Outbox.MessageState.Sent }, 1, 10, Cancel)).Items.Count == 0)
            await changed.WaitAsync(Cancel);
    }

    // A program that stops sends what it has not sent yet.
    private async Task<IReadOnlyList<SentSpan>> SpansAsync()
    {
        await app.DisposeAsync();
        return [.. spans];
    }
}
