using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs;

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
