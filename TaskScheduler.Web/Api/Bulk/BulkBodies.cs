using TaskScheduler.Web.Api.Documentation;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api.Bulk;

// These are for the document alone, as those of a single task are.

/// <summary>Tasks to create: all of them, or none.</summary>
public sealed record NewTaskBatchJson
{
    /// <summary>1 to 10,000 tasks.</summary>
    public required IReadOnlyList<NewTaskJson> Tasks { get; init; }
}

/// <summary>What to do with which tasks: those with these ids, or all that match the filter.</summary>
public sealed record BulkJson
{
    /// <summary>What to do with each of them.</summary>
    public required BulkAction Action { get; init; }

    /// <summary>Which tasks; an empty filter means every task. Give this or ids.</summary>
    public BulkFilterJson? Filter { get; init; }

    /// <summary>Which tasks; up to 10,000. Give this or a filter.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }
}

/// <summary>Which tasks are meant; an absent part excludes none.</summary>
public sealed record BulkFilterJson
{
    /// <summary>Found in title, description or e-mail address.</summary>
    public string? Search { get; init; }

    /// <summary>Only tasks with this status.</summary>
    public TaskStatus? Status { get; init; }

    /// <summary>Only tasks of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Only tasks with this tag.</summary>
    public string? Tag { get; init; }
}
