using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs;

/// <summary>Reads runs, and does what users ask of them.</summary>
public sealed class RunStore(
    IDbContextFactory<SchedulerDb> databases, IWriteGate gate, RunQueue queue, RunningRuns running, LiveFeed feed, TimeProvider time)
{
    /// <summary>Ended runs, newest first.</summary>
    public async Task<PageOf<Run>> ListExecutedAsync(RunQuery query, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var matching = Matching(db.Runs.Where(run => run.EndedAt != null), query);
        var total = await matching.CountAsync(cancellationToken);
        var rows = await matching
            .OrderByDescending(run => run.EndedAt).ThenByDescending(run => run.Id)
            .Skip((query.Page - 1) * query.PageSize)
            .Take(query.PageSize)
            .ToListAsync(cancellationToken);
        return new(rows.ConvertAll(RunRows.Run), total, query.Page, query.PageSize);
    }

    /// <summary>Runs with these ids in any state, for those who show changes.</summary>
    public async Task<IReadOnlyList<Run>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var rows = await db.Runs.Where(run => ids.Contains(run.Id)).ToListAsync(cancellationToken);
        return rows.ConvertAll(RunRows.Run);
    }

    public async Task<RunDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Runs.SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } row)
            return null;
        var attempts = await db.RunAttempts.Where(attempt => attempt.RunId == id).OrderBy(attempt => attempt.Attempt).ToListAsync(cancellationToken);
        var output = await db.RunOutputs.Where(kept => kept.RunId == id).Select(kept => kept.Output).SingleOrDefaultAsync(cancellationToken);
        var task = await db.Tasks.Where(task => task.Id == row.TaskId).Select(task => new { task.Version, task.Payload }).SingleOrDefaultAsync(cancellationToken);
        var payload = task?.Version == row.TaskVersion
            ? task.Payload
            : await db.TaskVersions.Where(past => past.TaskId == row.TaskId && past.Version == row.TaskVersion).Select(past => past.Payload).SingleOrDefaultAsync(cancellationToken);
        return new(RunRows.Run(row), attempts.ConvertAll(RunRows.Attempt), output, payload, task is not null);
    }

    /// <summary>Ends a waiting run as cancelled, asks a running one to stop; a conflict when it has ended.</summary>
    public async Task<Result<Run>> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var result = await gate.WriteAsync<Result<Run>>(async session =>
        {
            if (await session.Db.Runs.AsTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } row)
                return Result<Run>.NotFound("There is no run with this id.");
            if (row.State.HasEnded())
                return Result<Run>.Conflict("state", "This run has ended already, so there is nothing to cancel.");
            if (row.State == RunState.Running)
                return RunRows.Run(row);
            var now = time.GetUtcNow();
            row.State = RunState.Cancelled;
            row.EndedAt = now.ToUnixTimeMilliseconds();
            row.Reason = "Cancelled by a user before it started.";
            await session.Db.SaveChangesAsync(cancellationToken);
            OutcomeBatch.BecomeLast(session, [new(id, row.TaskId, row.State, now)]);
            session.AfterCommit(() => feed.PublishRun(id, row.TaskId));
            return RunRows.Run(row);
        });
        if (result.Value is { State: RunState.Running })
            running.Cancel(id);
        return result;
    }

    /// <summary>Gives a run that did not succeed a further attempt, with its task's current definition; a conflict when it succeeded or has not ended.</summary>
    public Task<Result<Run>> RetryAsync(Guid id, CancellationToken cancellationToken) => gate.WriteAsync<Result<Run>>(async session =>
    {
        var runs = session.Db.Runs.AsNoTracking().Where(run => run.Id == id);
        if (await runs.SingleOrDefaultAsync(cancellationToken) is not { } row)
            return Result<Run>.NotFound("There is no run with this id.");
        if (!row.State.HasEnded())
            return Result<Run>.Conflict("state", "This run has not ended yet; cancel it, or wait for its end.");
        if (row.State == RunState.Succeeded)
            return Result<Run>.Conflict("state", "This run succeeded. To do it once more, run its task now.");
        if (row.Occurrences > 1)
            return Result<Run>.Conflict("state", $"This entry stands for {row.Occurrences:N0} missed occurrences. To do it once, run its task now.");
        if (!await session.Db.Tasks.AnyAsync(task => task.Id == row.TaskId, cancellationToken))
            return Result<Run>.Conflict("taskId", "The task of this run was deleted, so it can't be tried again.");
        RunChanges.Requeue(session, id, time.GetUtcNow());
        session.AfterCommit(() =>
        {
            queue.Enqueue(new(id, row.TaskId));
            feed.PublishRun(id, row.TaskId);
        });
        return RunRows.Run(await runs.SingleAsync(cancellationToken));
    });

    private static IQueryable<RunRow> Matching(IQueryable<RunRow> runs, RunQuery query)
    {
        if (query.TaskId is { } taskId)
            runs = runs.Where(run => run.TaskId == taskId);
        if (query.State is { } state)
            runs = runs.Where(run => run.State == state);
        if (query.Type is { Length: > 0 } type)
            runs = runs.Where(run => run.Type == type);
        if (query.From is { } from)
        {
            var since = from.ToUnixTimeMilliseconds();
            runs = runs.Where(run => run.EndedAt >= since);
        }

        if (query.To is { } to)
        {
            var until = to.ToUnixTimeMilliseconds();
            runs = runs.Where(run => run.EndedAt < until);
        }

        if (query.Ids is { } ids)
            runs = runs.Where(run => ids.Contains(run.Id));
        if (string.IsNullOrWhiteSpace(query.Search))
            return runs;
        var pattern = LikePattern.Containing(query.Search.Trim());
        return runs.Where(run => EF.Functions.Like(run.Title, pattern, "\\") || EF.Functions.Like(run.Reason, pattern, "\\") || EF.Functions.Like(run.Error, pattern, "\\"));
    }
}
