using System.Globalization;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Lists;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Pages.Tasks;

/// <summary>All that the page shows, as its address says it: filter, sort, page, and the open dialog.</summary>
public sealed record TaskListAddress
{
    public const string Path = "tasks";
    private const string NewTask = "new";
    private const string Me = "me";

    public string? Search { get; init; }

    public TaskStatus? Status { get; init; }

    public string? Type { get; init; }

    public string? Tag { get; init; }

    /// <summary>Only the visitor's own tasks.</summary>
    public bool Mine { get; init; }

    public TaskSort Sort { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;

    /// <summary>The task whose dialog is open.</summary>
    public Guid? Edit { get; init; }

    /// <summary>The task whose versions are shown.</summary>
    public Guid? History { get; init; }

    /// <summary>Whether the dialog of a new task is open.</summary>
    public bool Create { get; init; }

    /// <summary>What the new task starts as a copy of.</summary>
    public Guid? CopyOf { get; init; }

    public bool HasFilter => Search is not null || Status is not null || Type is not null || Tag is not null || Mine;

    /// <summary>What is to be read for a visitor.</summary>
    public TaskQuery Query(Actor visitor) =>
        new(new() { Search = Search, Status = Status, Type = Type, Tag = Tag, OwnerId = Mine ? visitor.AccountId ?? Guid.Empty : null }, Sort, Descending, Page, PageSize);

    /// <summary>The same list with no dialog open.</summary>
    public TaskListAddress List => this with { Edit = null, History = null, Create = false, CopyOf = null };

    public static TaskListAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        var sort = query.Text("sort") ?? "";
        return new()
        {
            Search = query.Text("search"),
            Status = query.Choice<TaskStatus>("status"),
            Type = query.Text("type"),
            Tag = query.Text("tag"),
            Mine = query.Text("owner") == Me,
            Sort = AddressQuery.ReadChoice<TaskSort>(sort.TrimStart('-')) ?? TaskSort.ExecutionTime,
            Descending = sort.StartsWith('-'),
            Page = query.Number("page", 1, int.MaxValue, 1),
            PageSize = query.Number("pageSize", 1, 500, 25),
            Edit = query.Id("edit"),
            History = query.Id("history"),
            Create = query.Text("edit") == NewTask,
            CopyOf = query.Id("copyOf"),
        };
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("search", Search),
        ("status", AddressQuery.NameOf(Status)),
        ("type", Type),
        ("tag", Tag),
        ("owner", Mine ? Me : null),
        ("sort", Sort == TaskSort.ExecutionTime && !Descending ? null : (Descending ? "-" : "") + AddressQuery.NameOf<TaskSort>(Sort)),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == 25 ? null : PageSize.ToString(CultureInfo.InvariantCulture)),
        ("edit", Create ? NewTask : Edit?.ToString()),
        ("copyOf", CopyOf?.ToString()),
        ("history", History?.ToString()));

    /// <summary>Sorted by a column, the other way round when it is sorted by it already.</summary>
    public TaskListAddress SortedBy(TaskSort sort) =>
        List with { Sort = sort, Descending = Sort == sort ? !Descending : sort is TaskSort.LastRun or TaskSort.CreatedAt or TaskSort.UpdatedAt, Page = 1 };
}
