using TaskScheduler.Core.Access;

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
    int PageSize = 25);
