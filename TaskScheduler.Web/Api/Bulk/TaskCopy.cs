using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Web.Api.Bulk;

/// <summary>A new task that starts as a copy of another.</summary>
internal static class TaskCopy
{
    private const string Mark = " (copy)";

    public static TaskDraft Of(ScheduledTask task)
    {
        var draft = TaskDraft.Of(task);
        return draft with { Title = task.Title.Length + Mark.Length <= TaskDraft.TitleLength ? task.Title + Mark : task.Title };
    }

    /// <summary>The copy with what the changes name.</summary>
    public static TaskDraft With(TaskDraft copy, TaskDraft changes) => copy with
    {
        Title = changes.Title ?? copy.Title,
        Description = changes.Description ?? copy.Description,
        Type = changes.Type ?? copy.Type,
        Payload = changes.Payload ?? copy.Payload,
        Schedule = changes.Schedule ?? (changes.ExecutionTime is null ? copy.Schedule : null),
        ExecutionTime = changes.ExecutionTime,
        UserEmail = changes.UserEmail ?? copy.UserEmail,
        Tags = changes.Tags ?? copy.Tags,
        TimeLimit = changes.TimeLimit ?? copy.TimeLimit,
        Execution = changes.Execution?.Over(copy.Execution) ?? copy.Execution,
        Notify = changes.Notify?.Over(copy.Notify) ?? copy.Notify,
    };
}
