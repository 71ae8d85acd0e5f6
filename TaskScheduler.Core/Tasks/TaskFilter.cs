using TaskScheduler.Core.Access;
using TaskScheduler.Core.Paging;

namespace TaskScheduler.Core.Tasks;

/// <summary>Which tasks are meant; an absent part excludes none.</summary>
public sealed record TaskFilter
{
    /// <summary>Found in title, description or e-mail address, without regard to case (of ASCII letters).</summary>
    public string? Search { get; init; }

    public TaskStatus? Status { get; init; }

    public string? Type { get; init; }

    public string? Tag { get; init; }

    /// <summary>Only tasks of this account.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Only these; null means all.</summary>
    public IReadOnlyCollection<Guid>? Ids { get; init; }

    /// <summary>Only tasks within this actor's reach: their own and those shared with them by a tag.</summary>
    internal Actor? WithinReachOf { get; init; }

    /// <summary>Whether it excludes none.</summary>
    internal bool IsEmpty => Name == Nothing.Name && Ids is null && WithinReachOf is null;

    /// <summary>Another one for each other filter; ids and reach are left out.</summary>
    internal string Name => PageCursor.NameOf(string.IsNullOrWhiteSpace(Search) ? null : Search.Trim(), Status, Type, Tag, OwnerId);

    private static TaskFilter Nothing { get; } = new();
}

/// <summary>What tasks can be sorted by; tasks without the value come last.</summary>
public enum TaskSort
{
    ExecutionTime,
    Title,
    Type,
    CreatedAt,
    UpdatedAt,
    LastRun,
}

/// <summary>One page of tasks to read.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record TaskQuery(
    TaskFilter Filter,
    TaskSort Sort = TaskSort.ExecutionTime,
    bool Descending = false,
    int Page = 1,
    int PageSize = 25)
{
    /// <summary>Begin after this place instead of at <see cref="Page"/>.</summary>
    public PageCursor? After { get; init; }

    /// <summary>To which list the cursors of its pages belong.</summary>
    public string ListName => PageCursor.NameOf("tasks", Filter.Name, Sort, Descending);
}
