using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Listing;

/// <summary>Which runs a query means.</summary>
internal static class RunMatching
{
    /// <summary>The ended runs that a query means: of those that contain its words, none beyond the newest <see cref="RunQuery.SearchedRuns"/> of its list, or of what comes after its cursor.</summary>
    public static IQueryable<RunRow> Ended(IQueryable<RunRow> runs, RunQuery query)
    {
        var list = Of(runs.Where(run => run.EndedAt != null), query with { Search = null });
        if (string.IsNullOrWhiteSpace(query.Search))
            return list;
        return WithWords(RunOrder.Newest(list, query).Take(RunQuery.SearchedRuns), query.Search);
    }

    public static IQueryable<RunRow> Of(IQueryable<RunRow> runs, RunQuery query)
    {
        if (query.TaskId is { } taskId)
            runs = runs.Where(run => run.TaskId == taskId);

        // Written out for dead letters, so that SQLite sees that their own index holds all of them; and for others that the index of
        // outcomes does. A task's runs are read in the index of its occurrences, so nothing is said that makes another one look better.
        if (query.State is RunState.DeadLettered)
            runs = runs.Where(run => run.State == RunState.DeadLettered);
        else if (query.State is { } state)
            runs = query.TaskId is null ? runs.Where(run => run.State == state && run.State != RunState.DeadLettered) : runs.Where(run => run.State == state);
        if (query.Type is { Length: > 0 } type)
            runs = query.TaskId is null ? runs.Where(run => run.Type == type) : runs.Where(run => run.Type + "" == type);
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
        return string.IsNullOrWhiteSpace(query.Search) ? runs : WithWords(runs, query.Search);
    }

    private static IQueryable<RunRow> WithWords(IQueryable<RunRow> runs, string words)
    {
        var pattern = LikePattern.Containing(words.Trim());
        return runs.Where(run => EF.Functions.Like(run.Title, pattern, "\\") || EF.Functions.Like(run.Reason, pattern, "\\") || EF.Functions.Like(run.Error, pattern, "\\"));
    }
}
