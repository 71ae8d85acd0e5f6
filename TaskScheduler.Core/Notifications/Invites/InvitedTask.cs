using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>What decides whether somebody is invited for a task, and what they are told.</summary>
/// <param name="Next">Next due instant; null when it has none or the task is inactive.</param>
internal sealed record InvitedTask(Guid Id, string Title, string Description, string? Email, Schedule Schedule, string ScheduleText, NotifyRules Notify, DateTimeOffset? Next)
{
    /// <param name="row">But for its plan, which a change may not have reached yet.</param>
    public static InvitedTask Of(TaskRow row, DateTimeOffset? next) => new(
        row.Id, row.Title, row.Description, row.UserEmail, ScheduleColumn.Read(row.Schedule), row.Schedule, NotifyColumn.Read(row.Notify), next);
}
