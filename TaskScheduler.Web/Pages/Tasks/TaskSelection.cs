using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Tasks;

/// <summary>The tasks that are selected.</summary>
public sealed class TaskSelection : RowSelection
{
    public TaskFilter ToFilter(TaskFilter matching) => AllMatching ? matching : new() { Ids = Ids };
}
