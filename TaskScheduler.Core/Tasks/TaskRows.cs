using System.Text.Encodings.Web;
using System.Text.Json;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks;

/// <summary>Between tasks as they are stored and as they are used.</summary>
internal static class TaskRows
{
    // Tags are searched as text, so they have to be stored as they are written.
    private static readonly JsonSerializerOptions plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TaskRow New(Guid id, Guid? ownerId, TaskDefinition definition, DateTimeOffset? firstDue, DateTimeOffset now)
    {
        var row = new TaskRow
        {
            Id = id,
            Title = "",
            Description = "",
            Type = "",
            Payload = "",
            ScheduleKind = "",
            Schedule = "",
            Tags = "",
            Execution = "",
            Active = true,
            OwnerId = ownerId,
            Version = 1,
            CreatedAt = now.ToUnixTimeMilliseconds(),
            Plan = new PlanRow { TaskId = id, NextDueAt = Due(firstDue) },
        };
        Put(row, definition, now);
        return row;
    }

    public static void Put(TaskRow row, TaskDefinition definition, DateTimeOffset now)
    {
        row.Title = definition.Title;
        row.Description = definition.Description;
        row.Type = definition.Type;
        row.Payload = definition.Payload;
        row.ScheduleKind = definition.Schedule.Kind;
        row.Schedule = ScheduleColumn.Write(definition.Schedule);
        row.UserEmail = definition.UserEmail;
        row.Tags = JsonSerializer.Serialize(definition.Tags, plainText);
        row.TimeLimitMs = (long)definition.TimeLimit.TotalMilliseconds;
        row.Execution = ExecutionColumn.Write(definition.Execution);
        row.Notify = NotifyColumn.Write(definition.Notify);
        row.QueueAheadMs = (long?)definition.Notify.QueueAhead?.TotalMilliseconds;
        row.AfterTaskId = (definition.Schedule as AfterSchedule)?.TaskId;
        row.Priority = (int)definition.Execution.Priority;
        row.UpdatedAt = now.ToUnixTimeMilliseconds();
    }

    public static ScheduledTask Task(TaskRow row) => new()
    {
        Id = row.Id,
        Title = row.Title,
        Description = row.Description,
        Type = row.Type,
        Payload = row.Payload,
        Schedule = ScheduleColumn.Read(row.Schedule),
        Active = row.Active,
        UserEmail = row.UserEmail,
        Tags = Tags(row.Tags),
        TimeLimit = TimeSpan.FromMilliseconds(row.TimeLimitMs),
        Execution = ExecutionColumn.Read(row.Execution),
        Notify = NotifyColumn.Read(row.Notify),
        OwnerId = row.OwnerId,
        Version = row.Version,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt),
    };

    public static string[] Tags(string column) => JsonSerializer.Deserialize<string[]>(column)!;

    /// <summary>How one tag stands in the column.</summary>
    public static string TagText(string tag) => JsonSerializer.Serialize(tag, plainText);

    public static DateTimeOffset? Due(long nextDueAt) =>
        nextDueAt == PlanRow.Never ? null : DateTimeOffset.FromUnixTimeMilliseconds(nextDueAt);

    public static long Due(DateTimeOffset? nextDueAt) => nextDueAt?.ToUnixTimeMilliseconds() ?? PlanRow.Never;

    public static TaskView View(TaskRow row, bool running, bool waiting, bool near)
    {
        var due = Due(row.Plan.NextDueAt);
        var status = running ? TaskStatus.Running
            : waiting ? TaskStatus.Queued
            : !row.Active ? TaskStatus.Inactive
            : due is null && row.AfterTaskId is null ? TaskStatus.Executed
            : near ? TaskStatus.Queued
            : TaskStatus.Pending;
        var last = row.Plan is { LastRunId: { } runId, LastState: { } state, LastEndedAt: { } ended }
            ? new LastRun(runId, state, DateTimeOffset.FromUnixTimeMilliseconds(ended))
            : null;
        return new TaskView(Task(row), status, due, last);
    }
}
