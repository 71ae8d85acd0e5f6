using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs;

/// <summary>Which runs a query means.</summary>
internal static class RunMatching
{
    public static IQueryable<RunRow> Of(IQueryable<RunRow> runs, RunQuery query)
    {
        if (query.TaskId is { } taskId)
            runs = runs.Where(run => run.TaskId == taskId);

        // Written out for dead letters, so that SQLite sees that their own index holds all of them.
        if (query.State is RunState.DeadLettered)
            runs = runs.Where(run => run.State == RunState.DeadLettered);
        else if (query.State is { } state)
            runs = runs.Where(run => run.State == state);
        if (query.Type is { Length: > 0 } type)
            runs = runs.Where(run => run.Type == type);
        if (query.Cause is { } cause)
            runs = runs.Where(run => run.Cause == cause);
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
