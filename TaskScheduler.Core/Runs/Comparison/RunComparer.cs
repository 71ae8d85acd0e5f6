using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Runs.Comparison;

/// <summary>Compares runs that did not succeed with the last one of their task that did.</summary>
public sealed class RunComparer(IDbContextFactory<SchedulerDb> databases, OutputStore outputs, TaskHistory history)
{
    // Far more than is compared, far less than an output may have.

    /// <summary>A conflict for a run that has not ended, or has succeeded: there is nothing to compare it for.</summary>
    public async Task<Result<RunDifference>> CompareAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Runs.SingleOrDefaultAsync(run => run.Id == runId, cancellationToken) is not { } row)
            return Result<RunDifference>.NotFound("There is no run with this id.");
        if (!row.State.HasEnded() || row.State == RunState.Succeeded)
            return Result<RunDifference>.Conflict("state", "Only a run that has ended without success is compared with the last good one.");
        var run = RunRows.Run(row);
        if (await LastGoodAsync(db, row, cancellationToken) is not { } goodRow)
            return new RunDifference(run, null, [], [], LineDifference.Between(null, null));
        var good = RunRows.Run(goodRow);
        var said = (Before: await outputs.PreviewAsync(good.Id, good.LatestAttempt, cancellationToken), After: await outputs.PreviewAsync(run.Id, run.LatestAttempt, cancellationToken));
        return new RunDifference(run, good, Facts(good, run), await PayloadAsync(db, good, run, cancellationToken), LineDifference.Between(said.Before, said.After));
    }

    // Along the index of occurrences, from this one back.
    private static Task<RunRow?> LastGoodAsync(SchedulerDb db, RunRow run, CancellationToken cancellationToken) => db.Runs
        .Where(other => other.TaskId == run.TaskId && other.DueAt < run.DueAt && other.State == RunState.Succeeded)
        .OrderByDescending(other => other.DueAt)
        .FirstOrDefaultAsync(cancellationToken);

    private static List<FieldChange> Facts(Run good, Run run)
    {
        var (before, after) = (FactsOf(good), FactsOf(run));
        return [.. before.Zip(after, (one, other) => new FieldChange(one.Field, one.Value, other.Value)).Where(change => !JsonNode.DeepEquals(change.Before, change.After))];
    }

    private static IEnumerable<(string Field, JsonNode? Value)> FactsOf(Run run)
    {
        yield return ("state", JsonNamingPolicy.CamelCase.ConvertName(run.State.ToString()));
        yield return ("error", run.Error);
        yield return ("reason", run.Reason);
        yield return ("elapsedMs", run.ElapsedMs);
        yield return ("latenessMs", run.LatenessMs);
        yield return ("attempt", run.Attempt);
        yield return ("taskVersion", run.TaskVersion);
        yield return ("trigger", JsonNamingPolicy.CamelCase.ConvertName(run.Trigger.ToString()));
        yield return ("node", run.Node);
    }

    private async Task<IReadOnlyList<FieldChange>?> PayloadAsync(SchedulerDb db, Run good, Run run, CancellationToken cancellationToken) =>
        await DraftAsync(db, good, cancellationToken) is { } before && await DraftAsync(db, run, cancellationToken) is { } after ? history.Difference(before, after) : null;

    private static async Task<TaskDraft?> DraftAsync(SchedulerDb db, Run run, CancellationToken cancellationToken)
    {
        var own = await db.RunInputs.Where(kept => kept.RunId == run.Id).Select(kept => kept.Payload).SingleOrDefaultAsync(cancellationToken);
        var payload = own ?? (await TaskHistory.DefinitionAsync(db, run.TaskId, run.TaskVersion, cancellationToken))?.Payload;
        return payload is null ? null : new TaskDraft { Type = run.Type, Payload = JsonNode.Parse(payload)!.AsObject() };
    }
}
