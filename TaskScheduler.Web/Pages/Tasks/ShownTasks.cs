using TaskScheduler.Core;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Web.Pages.Tasks;

/// <param name="Gone">It was deleted, or fits the filter no more, while its row had to stay where it was.</param>
public sealed record ShownTask(TaskView View, bool Gone = false)
{
    public Guid Id => View.Task.Id;
}

/// <summary>
/// The rows on the screen. While somebody uses them (points at them, has the focus in them, has selected some) each row
/// stays where it is and only its content changes; the new order is taken over once they are free.
/// </summary>
public sealed class ShownTasks
{
    public IReadOnlyList<ShownTask> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Whether the list has another order or other rows by now.</summary>
    public bool IsHeld { get; private set; }

    public IReadOnlyCollection<Guid> Ids => [.. Rows.Select(row => row.Id)];

    public void Replace(PageOf<TaskView> page)
    {
        Rows = [.. page.Items.Select(view => new ShownTask(view))];
        Total = page.Total;
        IsHeld = false;
    }

    public bool HasSameRows(PageOf<TaskView> page) => page.Items.Select(view => view.Task.Id).SequenceEqual(Rows.Select(row => row.Id));

    /// <param name="current">The tasks of the rows as they are now, in any order; those that are missing do not exist any more.</param>
    /// <param name="total">How many match now.</param>
    public void Hold(IReadOnlyList<TaskView> current, int total)
    {
        var views = current.ToDictionary(view => view.Task.Id);
        Rows = [.. Rows.Select(row => views.TryGetValue(row.Id, out var view) ? new ShownTask(view) : row with { Gone = true })];
        Total = total;
        IsHeld = true;
    }

    public bool Concerns(FeedBatch batch) => batch.Reset || Rows.Any(row => batch.Tasks.Contains(row.Id));
}
