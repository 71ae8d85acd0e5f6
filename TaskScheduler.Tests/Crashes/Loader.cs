using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TaskScheduler.Tests.Crashes;

/// <summary>One client that asks for one thing after the other, as fast as it is answered, and keeps what it was promised. It outlives the program.</summary>
internal sealed class Loader(OutsideLedger outside, Random random)
{
    private const int MostIntervals = 10;

    private readonly List<Promise> promises = [];

    public IReadOnlyList<Promise> Promises => promises;

    /// <summary>Answers that nothing of what was asked explains.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Returns when the program is gone.</summary>
    public async Task LoadAsync(HttpClient program, CancellationToken cancellationToken)
    {
        try
        {
            while (Refusals.Count == 0)
                await AskAsync(program, cancellationToken);
        }
        catch (Exception error) when (KilledProgram.Explains(error))
        {
            // The connection broke: the program was killed, and what was under way is promised to nobody.
        }
    }

    private Task AskAsync(HttpClient program, CancellationToken cancellationToken) => random.Next(100) switch
    {
        < 45 => CreateAsync(program, new() { ["kind"] = "immediate" }, 1, cancellationToken),
        < 60 => CreateAsync(program, Soon(), 1, cancellationToken),
        < 64 when promises.Count(promise => promise.IsInterval) < MostIntervals =>
            CreateAsync(program, new() { ["kind"] = "interval", ["every"] = "PT1S" }, 0, cancellationToken),
        < 72 => CreateAndMoveAsync(program, cancellationToken),
        < 83 => EditAsync(program, cancellationToken),
        < 95 => RunNowAsync(program, cancellationToken),
        _ => DeleteAsync(program, cancellationToken),
    };

    private async Task<Promise?> CreateAsync(HttpClient program, JsonObject schedule, int ownRuns, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["title"] = "Call outside",
            ["type"] = "http",
            ["payload"] = new JsonObject { ["url"] = outside.Url(random) },
            ["schedule"] = schedule,
        };
        if (await SendAsync(program, HttpMethod.Post, "/api/tasks", body, cancellationToken) is not { } task)
            return null;
        promises.Add(new(task) { LeastOwnRuns = ownRuns, MostOwnRuns = ownRuns });
        return promises[^1];
    }

    /// <summary>A task for tomorrow, which an edit makes due soon.</summary>
    private async Task CreateAndMoveAsync(HttpClient program, CancellationToken cancellationToken)
    {
        if (await CreateAsync(program, Once(TimeSpan.FromDays(1)), 0, cancellationToken) is not { } created)
            return;
        created.MostOwnRuns = 1;
        if (await ReplaceAsync(program, created, "schedule", Soon(), cancellationToken))
            created.LeastOwnRuns = 1;
    }

    private Task EditAsync(HttpClient program, CancellationToken cancellationToken) =>
        AnyTask() is { } task ? ReplaceAsync(program, task, "description", $"Edited {random.Next()}", cancellationToken) : Task.CompletedTask;

    private async Task<bool> ReplaceAsync(HttpClient program, Promise promise, string member, JsonNode value, CancellationToken cancellationToken)
    {
        var body = promise.Task.DeepClone().AsObject();
        body[member] = value;
        // An edit that was never acknowledged may have taken the version that is known here.
        body.Remove("version");
        // Computed from the schedule; beside another one it would contradict it.
        body.Remove("executionTime");
        if (await SendAsync(program, HttpMethod.Put, $"/api/tasks/{promise.Id}", body, cancellationToken) is not { } task)
            return false;
        promise.Task = task;
        return true;
    }

    private async Task RunNowAsync(HttpClient program, CancellationToken cancellationToken)
    {
        if (AnyTask() is not { } task)
            return;
        task.RunsAsked++;
        if (await SendAsync(program, HttpMethod.Post, $"/api/tasks/{task.Id}/run", null, cancellationToken) is { } run)
            task.RunsPromised.Add(run["id"]!.GetValue<Guid>());
    }

    private async Task DeleteAsync(HttpClient program, CancellationToken cancellationToken)
    {
        if (AnyTask() is not { } task)
            return;
        task.DeleteAsked = true;
        await SendAsync(program, HttpMethod.Delete, $"/api/tasks/{task.Id}", null, cancellationToken);
        task.Deleted = true;
    }

    private Promise? AnyTask()
    {
        var task = promises.Count == 0 ? null : promises[random.Next(promises.Count)];
        return task is { DeleteAsked: false } ? task : null;
    }

    private JsonObject Soon() => Once(TimeSpan.FromMilliseconds(random.Next(1_500, 3_000)));

    private static JsonObject Once(TimeSpan from) =>
        new() { ["kind"] = "once", ["at"] = (TimeProvider.System.GetUtcNow() + from).ToString("O", CultureInfo.InvariantCulture) };

    private async Task<JsonObject?> SendAsync(HttpClient program, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await program.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
            return content.Length == 0 ? null : JsonNode.Parse(content)!.AsObject();
        // A machine that has much to do may be asked for a time that has passed when it reads it.
        if (!content.Contains("is in the past", StringComparison.Ordinal))
            Refusals.Add($"{method} {path} was answered {(int)response.StatusCode}: {content}");
        return null;
    }
}
