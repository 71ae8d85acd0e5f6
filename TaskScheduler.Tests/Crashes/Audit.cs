using System.Text.Json;

namespace TaskScheduler.Tests.Crashes;

/// <summary>Compares what the program promised and told, what really happened outside, and what it tells when all is over. Each rule returns the breaches of it, in words.</summary>
/// <param name="loaders">Who holds the promises.</param>
/// <param name="seen">Outcomes as they were told before.</param>
/// <param name="tasks">All tasks at the end.</param>
/// <param name="runs">All ended runs at the end.</param>
/// <param name="end">Until when occurrences have to be accounted for.</param>
internal sealed class Audit(
    IReadOnlyList<Loader> loaders, IReadOnlyDictionary<Guid, string> seen, IReadOnlyList<Call> calls,
    IReadOnlyDictionary<Guid, JsonElement> tasks, IReadOnlyDictionary<Guid, JsonElement> runs, DateTimeOffset end)
{
    private readonly ILookup<Guid, JsonElement> runsOfTask = runs.Values.ToLookup(run => run.GetProperty("taskId").GetGuid());

    private IEnumerable<Promise> Promises => loaders.SelectMany(loader => loader.Promises);

    /// <summary>What it was about, so that a passing test can be seen to have tested something.</summary>
    public string Extent =>
        $"{Promises.Count()} tasks promised, {tasks.Count} at the end, {Promises.Sum(promise => promise.RunsPromised.Count)} runs by hand, {runs.Count} runs, "
        + $"{seen.Count} outcomes seen, {calls.Count} calls, {calls.Count(call => call.Attempt > 1)} of them further attempts, "
        + $"{runs.Values.Count(run => Text(run, "state") == "missed")} rows of missed occurrences, {runs.Values.Count(run => Text(run, "trigger") == "catchUp")} runs to catch up";

    public IEnumerable<string> UnexplainedAnswers() => loaders.SelectMany(loader => loader.Refusals);

    public IEnumerable<string> TasksLost() => Promises
        .Where(promise => !promise.DeleteAsked && !tasks.ContainsKey(promise.Id))
        .Select(promise => $"Task {promise.Id} was acknowledged and is gone: {promise.Task}");

    public IEnumerable<string> TasksBackFromDeletion() => Promises
        .Where(promise => promise.Deleted && tasks.ContainsKey(promise.Id))
        .Select(promise => $"Task {promise.Id} was deleted with acknowledgement and is there.");

    public IEnumerable<string> EditsLost() =>
        from promise in Promises
        where tasks.ContainsKey(promise.Id)
        let task = tasks[promise.Id]
        let version = task.GetProperty("version").GetInt32()
        where version < promise.Version || (version == promise.Version && Text(task, "description") != promise.Task["description"]!.GetValue<string>())
        select $"Task {promise.Id} has version {version} and was acknowledged as {promise.Task}";

    public IEnumerable<string> RunsByHandLost() => Promises
        .SelectMany(promise => promise.RunsPromised)
        .Where(run => !runs.ContainsKey(run))
        .Select(run => $"Run {run} was acknowledged and has not ended, or is gone.");

    public IEnumerable<string> RunsTooFewOrTooMany() =>
        from promise in Promises
        where !promise.IsInterval
        let count = runsOfTask[promise.Id].Count()
        let least = promise.RunsPromised.Count + (promise.DeleteAsked ? 0 : promise.LeastOwnRuns)
        let most = promise.RunsAsked + promise.MostOwnRuns
        where count < least || count > most
        select $"Task {promise.Id} has {count} runs, not {least} to {most}: {promise.Task}";

    public IEnumerable<string> OutcomesLostOrChanged() => seen
        .Where(outcome => !runs.TryGetValue(outcome.Key, out var run) || run.GetRawText() != outcome.Value)
        .Select(outcome => $"Told was {outcome.Value}, and is {(runs.TryGetValue(outcome.Key, out var run) ? run.GetRawText() : "gone")}.");

    public IEnumerable<string> CallsRepeatedUnmarked() => calls
        .GroupBy(call => call.RunId)
        .Where(run => run.Zip(run.Skip(1)).Any(pair => pair.Second.Attempt <= pair.First.Attempt))
        .Select(run => $"Run {run.Key} called as attempts {string.Join(", ", run.Select(call => call.Attempt))}.");

    public IEnumerable<string> CallsOfRunsNeverRecorded() => calls
        .Where(call => !runs.TryGetValue(call.RunId, out var run) || run.GetProperty("attempt").GetInt32() < call.Attempt)
        .Select(call => $"Run {call.RunId} called as attempt {call.Attempt}, of which the ledger knows nothing.");

    public IEnumerable<string> SuccessesNeverCalled() => runs.Values
        .Where(run => Text(run, "state") == "succeeded")
        .Select(run => new Call(run.GetProperty("id").GetGuid(), run.GetProperty("attempt").GetInt32()))
        .Except(calls)
        .Select(call => $"Run {call.RunId} is said to have succeeded in attempt {call.Attempt}, which never called.");

    public IEnumerable<string> OccurrencesRecordedTwice() => runs.Values
        .GroupBy(run => (Text(run, "taskId"), Text(run, "dueAt")))
        .Where(occurrence => occurrence.Skip(1).Any())
        .Select(occurrence => $"{occurrence.Key} has {occurrence.Count()} runs.");

    /// <summary>Every second from an interval's first to the end is in exactly one row: a run, or the range of a row of missed ones.</summary>
    public IEnumerable<string> OccurrencesUnaccountedFor() =>
        from task in tasks.Values
        where Text(task.GetProperty("schedule"), "kind") == "interval"
        let recorded = runsOfTask[task.GetProperty("id").GetGuid()].Where(run => Text(run, "trigger") != "manual").SelectMany(Instants).Where(due => due <= end).Order().ToList()
        let expected = Seconds(FirstDue(task), end).ToList()
        where !recorded.SequenceEqual(expected)
        select $"Task {Text(task, "id")}: missing {string.Join(' ', expected.Except(recorded))}; too much {string.Join(' ', recorded.Except(expected))}; {recorded.Count} rows' instants for {expected.Count}.";

    private static DateTimeOffset FirstDue(JsonElement task)
    {
        var start = task.GetProperty("schedule").GetProperty("startAt").GetDateTimeOffset();
        var created = task.GetProperty("createdAt").GetDateTimeOffset();
        return start > created ? start : start.AddSeconds(Math.Floor((created - start).TotalSeconds) + 1);
    }

    private static IEnumerable<DateTimeOffset> Instants(JsonElement run)
    {
        var first = run.GetProperty("dueAt").GetDateTimeOffset();
        return run.GetProperty("lastDueAt").ValueKind == JsonValueKind.Null ? [first] : Seconds(first, run.GetProperty("lastDueAt").GetDateTimeOffset());
    }

    private static IEnumerable<DateTimeOffset> Seconds(DateTimeOffset first, DateTimeOffset last)
    {
        for (var second = first; second <= last; second = second.AddSeconds(1))
            yield return second;
    }

    private static string? Text(JsonElement item, string member) => item.GetProperty(member).GetString();
}
