using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Listing;

/// <summary>The place of an ended run in the history.</summary>
internal sealed record RunPlace
{
    public Guid Id { get; init; }

    public long At { get; init; }

    public PageCursor ToCursor(string list, int page) => new(list, page, Id, At);
}

/// <summary>Sorts ended runs, so that every page is read in the order of an index from where it begins.</summary>
internal static class RunOrder
{
    /// <summary>The runs that come after a query's cursor themselves, in the same order.</summary>
    public static IQueryable<RunRow> Newest(IQueryable<RunRow> runs, RunQuery query)
    {
        var (at, id) = (query.After?.Number ?? 0, query.After?.Id ?? Guid.Empty);
        if (query.TaskId is null)
            return (query.After is null ? runs : runs.Where(run => run.EndedAt <= at && (run.EndedAt < at || run.Id.CompareTo(id) < 0))).OrderByDescending(run => run.EndedAt).ThenByDescending(run => run.Id);
        return (query.After is null ? runs : runs.Where(run => run.DueAt <= at && (run.DueAt < at || run.Id.CompareTo(id) < 0))).OrderByDescending(run => run.DueAt).ThenByDescending(run => run.Id);
    }

    /// <summary>The places of the runs that come after a query's cursor, newest first.</summary>
    public static IQueryable<RunPlace> Places(IQueryable<RunRow> runs, RunQuery query)
    {
        // Of one task by what they were due for: the index that keeps an occurrence from running twice has them in this order.
        var places = query.TaskId is null
            ? runs.Select(run => new RunPlace { Id = run.Id, At = run.EndedAt!.Value })
            : runs.Select(run => new RunPlace { Id = run.Id, At = run.DueAt });
        if (query.After is { Id: var id })
        {
            var at = query.After.Number ?? 0;
            places = places.Where(place => place.At <= at && (place.At < at || place.Id.CompareTo(id) < 0));
        }

        return places.OrderByDescending(place => place.At).ThenByDescending(place => place.Id);
    }
}
