using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <summary>The place of a task in a sorted list: what it is sorted by, and its id where several have the same.</summary>
internal sealed record TaskPlace
{
    public Guid Id { get; init; }

    public long? Number { get; init; }

    public string? Text { get; init; }

    public string? SecondText { get; init; }

    public PageCursor ToCursor(string list, int page) => new(list, page, Id, Number, Text is null ? null : SecondText is null ? [Text] : [Text, SecondText]);
}

/// <summary>
/// Sorts tasks, so that every page is read in the order of an index from where it begins. Comparisons are written as
/// <c>a >= x AND (a > x OR id > y)</c>: of that SQLite makes a range in the index, of <c>a > x OR (a = x AND id > y)</c> it does not.
/// </summary>
internal static class TaskOrder
{
    /// <summary>The tasks after a cursor, as parts that follow each other: tasks without the value come last, in either order.</summary>
    /// <param name="plans">Which tasks.</param>
    /// <param name="tasks">The definitions of the same.</param>
    public static IReadOnlyList<IQueryable<TaskPlace>> Parts(IQueryable<PlanRow> plans, IQueryable<TaskRow> tasks, TaskQuery query)
    {
        var (after, descending) = (query.After, query.Descending);
        return query.Sort switch
        {
            TaskSort.Title => [ByTitle(tasks, descending, after)],
            TaskSort.Type => [ByType(tasks, descending, after)],
            TaskSort.CreatedAt => [ByNumber(tasks.Select(task => new TaskPlace { Id = task.Id, Number = task.CreatedAt }), descending, after)],
            TaskSort.UpdatedAt => [ByNumber(tasks.Select(task => new TaskPlace { Id = task.Id, Number = task.UpdatedAt }), descending, after)],
            TaskSort.LastRun => WithoutValueLast(
                plans.Where(plan => plan.LastEndedAt != null).Select(plan => new TaskPlace { Id = plan.TaskId, Number = plan.LastEndedAt }),
                plans.Where(plan => plan.LastEndedAt == null).Select(plan => new TaskPlace { Id = plan.TaskId, Number = plan.LastEndedAt }),
                null,
                query),
            _ when !descending => [ByNumber(plans.Select(plan => new TaskPlace { Id = plan.TaskId, Number = plan.NextDueAt }), false, after)],
            _ => WithoutValueLast(
                plans.Where(plan => plan.NextDueAt < PlanRow.Never).Select(plan => new TaskPlace { Id = plan.TaskId, Number = plan.NextDueAt }),
                plans.Where(plan => plan.NextDueAt == PlanRow.Never).Select(plan => new TaskPlace { Id = plan.TaskId, Number = plan.NextDueAt }),
                PlanRow.Never,
                query),
        };
    }

    private static IReadOnlyList<IQueryable<TaskPlace>> WithoutValueLast(IQueryable<TaskPlace> with, IQueryable<TaskPlace> without, long? noValue, TaskQuery query) =>
        query.After is { } after && after.Number == noValue
            ? [ById(without, query.Descending, after)]
            : [ByNumber(with, query.Descending, query.After), ById(without, query.Descending, null)];

    private static IQueryable<TaskPlace> ById(IQueryable<TaskPlace> places, bool descending, PageCursor? after)
    {
        if (after is { Id: var id })
            places = descending ? places.Where(place => place.Id.CompareTo(id) < 0) : places.Where(place => place.Id.CompareTo(id) > 0);
        return descending
            ? places.OrderByDescending(place => place.Number).ThenByDescending(place => place.Id)
            : places.OrderBy(place => place.Number).ThenBy(place => place.Id);
    }

    private static IQueryable<TaskPlace> ByNumber(IQueryable<TaskPlace> places, bool descending, PageCursor? after)
    {
        if (after is { Id: var id })
        {
            var number = after.Number ?? 0;
            places = descending
                ? places.Where(place => place.Number <= number && (place.Number < number || place.Id.CompareTo(id) < 0))
                : places.Where(place => place.Number >= number && (place.Number > number || place.Id.CompareTo(id) > 0));
        }

        return descending
            ? places.OrderByDescending(place => place.Number).ThenByDescending(place => place.Id)
            : places.OrderBy(place => place.Number).ThenBy(place => place.Id);
    }

    private static IQueryable<TaskPlace> ByTitle(IQueryable<TaskRow> tasks, bool descending, PageCursor? after)
    {
        if (after is { Id: var id, Texts: [var title, ..] })
        {
            tasks = descending
                ? tasks.Where(task => string.Compare(task.Title, title) <= 0 && (string.Compare(task.Title, title) < 0 || task.Id.CompareTo(id) < 0))
                : tasks.Where(task => string.Compare(task.Title, title) >= 0 && (string.Compare(task.Title, title) > 0 || task.Id.CompareTo(id) > 0));
        }

        var sorted = descending
            ? tasks.OrderByDescending(task => task.Title).ThenByDescending(task => task.Id)
            : tasks.OrderBy(task => task.Title).ThenBy(task => task.Id);
        return sorted.Select(task => new TaskPlace { Id = task.Id, Text = task.Title });
    }

    private static IQueryable<TaskPlace> ByType(IQueryable<TaskRow> tasks, bool descending, PageCursor? after)
    {
        if (after is { Id: var id, Texts: [var type, var title] })
        {
            tasks = descending
                ? tasks.Where(task => string.Compare(task.Type, type) <= 0
                    && (string.Compare(task.Type, type) < 0 || (string.Compare(task.Title, title) <= 0 && (string.Compare(task.Title, title) < 0 || task.Id.CompareTo(id) < 0))))
                : tasks.Where(task => string.Compare(task.Type, type) >= 0
                    && (string.Compare(task.Type, type) > 0 || (string.Compare(task.Title, title) >= 0 && (string.Compare(task.Title, title) > 0 || task.Id.CompareTo(id) > 0))));
        }

        var sorted = descending
            ? tasks.OrderByDescending(task => task.Type).ThenByDescending(task => task.Title).ThenByDescending(task => task.Id)
            : tasks.OrderBy(task => task.Type).ThenBy(task => task.Title).ThenBy(task => task.Id);
        return sorted.Select(task => new TaskPlace { Id = task.Id, Text = task.Type, SecondText = task.Title });
    }
}
