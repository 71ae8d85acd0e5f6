using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Chaining;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Runs.Listing;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs;

/// <summary>Reads runs.</summary>
public sealed class RunStore(IDbContextFactory<SchedulerDb> databases, OutputStore outputs, Totals totals, RunWaits waits)
{
    /// <summary>Ended runs, newest first: by when they ended, those of one task by when they were due.</summary>
    public async Task<PageOf<Run>> ListExecutedAsync(RunQuery query, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var matching = RunMatching.Ended(db.Runs, query);
        var total = query.Ids is null
            ? await totals.CountBesideAsync(query.ListName, () => CountExecutedAsync(query))
            : await matching.CountAsync(cancellationToken);
        var skipped = query.After is null ? (query.Page - 1) * query.PageSize : 0;

        // The places first: what is skipped is then skipped in an index. One more than is shown tells whether there is a next page.
        var places = await RunOrder.Places(matching, query).Skip(skipped).Take(query.PageSize + 1).ToListAsync(cancellationToken);
        var page = query.After is { } after ? after.Page + 1 : query.Page;
        var next = places.Count > query.PageSize ? places[query.PageSize - 1].ToCursor(query.ListName, page).ToString() : null;
        var ids = places.Take(query.PageSize).Select(place => place.Id).ToList();
        var runs = (await FindManyAsync(ids, cancellationToken)).ToDictionary(run => run.Id);
        return new([.. ids.Where(runs.ContainsKey).Select(id => runs[id])], total, page, query.PageSize, next);
    }

    /// <summary>Counts a list of ended runs, so that whoever opens it need not wait for that.</summary>
    internal Task<int> CountAheadAsync(RunQuery query) => totals.CountBesideAsync(query.ListName, () => CountExecutedAsync(query));

    // Over a connection of its own, because it may go on after the page is read.
    private async Task<int> CountExecutedAsync(RunQuery query)
    {
        await using var db = databases.CreateDbContext();
        return await RunMatching.Ended(db.Runs, query with { After = null }).CountAsync(CancellationToken.None);
    }

    /// <summary>Runs that have not ended, those that run first, then the most urgent, then those that were due first.</summary>
    public async Task<PageOf<Run>> ListActiveAsync(RunQuery query, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var matching = RunMatching.Of(db.Runs.Where(run => run.EndedAt == null), query);
        var total = await totals.CountAsync("active " + query.ListName, () => matching.CountAsync(cancellationToken));
        var rows = await matching
            .OrderByDescending(run => run.State == RunState.Running).ThenByDescending(run => run.Priority).ThenBy(run => run.DueAt).ThenBy(run => run.Id)
            .Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).ToListAsync(cancellationToken);
        return new(rows.ConvertAll(row => waits.Of(RunRows.Run(row))), total, query.Page, query.PageSize, null);
    }

    /// <summary>Runs with these ids in any state, for those who show changes.</summary>
    public async Task<IReadOnlyList<Run>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        await using var db = databases.CreateDbContext();
        var rows = await db.Runs.Where(run => ids.Contains(run.Id)).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => waits.Of(RunRows.Run(row)));
    }

    public async Task<RunDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Runs.SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } row)
            return null;
        var attempts = await db.RunAttempts.Where(attempt => attempt.RunId == id).OrderBy(attempt => attempt.Attempt).ToListAsync(cancellationToken);
        var given = await db.RunInputs.SingleOrDefaultAsync(kept => kept.RunId == id, cancellationToken);
        var task = await db.Tasks.Where(task => task.Id == row.TaskId).Select(task => new { task.Version, task.Payload, task.OwnerId, task.Tags }).SingleOrDefaultAsync(cancellationToken);
        var payload = given?.Payload ?? (task?.Version == row.TaskVersion
            ? task.Payload
            : await db.TaskVersions.Where(past => past.TaskId == row.TaskId && past.Version == row.TaskVersion).Select(past => past.Payload).SingleOrDefaultAsync(cancellationToken));
        var run = waits.Of(RunRows.Run(row));
        var output = await outputs.PreviewAsync(id, run.LatestAttempt, cancellationToken);
        return new(run, attempts.ConvertAll(RunRows.Attempt), output, payload, given?.Input, task is null ? null : new(task.OwnerId, TaskRows.Tags(task.Tags)))
        {
            Parent = await RunFamily.ParentAsync(db, id, cancellationToken),
            Children = await RunFamily.ChildrenAsync(db, id, cancellationToken),
            HasOwnPayload = given?.Payload is not null,
        };
    }
}
