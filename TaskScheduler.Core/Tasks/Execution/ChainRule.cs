using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Tasks.Execution;

/// <summary>A task may only be due after one that exists, and never after itself by way of others.</summary>
internal static class ChainRule
{
    /// <summary>How many tasks may follow each other.</summary>
    public const int LongestChain = 50;

    /// <summary>What is wrong with a schedule; null when nothing is.</summary>
    /// <param name="taskId">The task that gets it; null when it is new.</param>
    public static Fault? FaultOf(WriteSession session, Guid? taskId, Schedule schedule)
    {
        if (schedule is not AfterSchedule after)
            return null;
        var parent = (Guid?)after.TaskId;
        for (var length = 1; parent is { } id; length++)
        {
            if (id == taskId)
                return new("schedule.task", length == 1 ? "A task can't be due after itself." : "That task is itself due after this one, so neither would ever stop. Choose another one.");
            if (length > LongestChain)
                return new("schedule.task", $"More than {LongestChain} tasks would follow each other; choose one nearer to the beginning.");
            using var reader = session.Statement("SELECT after_task_id FROM tasks WHERE id = @id").With("@id", id).Read();
            if (!reader.Read())
                return length == 1 ? new("schedule.task", "There is no task with this id (any more).") : null;
            parent = reader.IsDBNull(0) ? null : GuidColumn.Read(reader, 0);
        }

        return null;
    }
}
