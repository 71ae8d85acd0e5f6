using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>
/// Reads the JSON of a task into a draft. Here only the shape is checked, every fault at once and by its field;
/// what the values must be is for the rules of Core, which the pages meet too.
/// </summary>
public sealed class TaskBody
{
    private static readonly string[] Members =
        ["title", "description", "type", "payload", "schedule", "executionTime", "userEmail", "tags", "timeLimit", "retry", "overlap", "recovery", "priority", "notify"];

    // What GET shows besides, so that what was read can be edited and sent back as it is.
    private static readonly string[] SetByServer = ["id", "userId", "status", "createdAt", "updatedAt", "lastRun"];

    private readonly string path;
    private readonly ObjectReader task;
    private readonly List<Fault> faults = [];

    private TaskBody(JsonElement body, string path)
    {
        this.path = path;
        task = new(body, path, faults);
    }

    /// <param name="path">What stands before a member's name in a fault, such as <c>tasks[3].</c>.</param>
    /// <returns>Null exactly when there are faults.</returns>
    public static TaskDraft? ReadNew(JsonElement body, out IReadOnlyList<Fault> faults, string path = "")
    {
        var reader = new TaskBody(body, path);
        reader.task.AllowOnly(Members);
        var draft = reader.Draft();
        faults = reader.faults;
        return faults.Count == 0 ? draft : null;
    }

    /// <param name="version">The version that is replaced; null when the body does not say.</param>
    /// <returns>Null exactly when there are faults.</returns>
    public static TaskDraft? ReadReplacement(JsonElement body, out int? version, out IReadOnlyList<Fault> faults)
    {
        var reader = new TaskBody(body, "");
        reader.task.AllowOnly([.. Members, .. SetByServer, "version"]);
        version = reader.task.Number("version");
        var draft = WithoutComputedTime(reader.Draft());
        faults = reader.faults;
        return faults.Count == 0 ? draft : null;
    }

    /// <param name="path">What stands before a member's name in a fault: <c>schedule.</c> unless it lies deeper.</param>
    public static ScheduleDraft ReadSchedule(JsonElement body, string path, ICollection<Fault> faults)
    {
        var schedule = new ObjectReader(body, path, faults);
        schedule.AllowOnly(["kind", "at", "cron", "timeZone", "every", "startAt", "task", "on"]);
        return new()
        {
            Kind = schedule.Text("kind"),
            At = schedule.Text("at"),
            Cron = schedule.Text("cron"),
            TimeZone = schedule.Text("timeZone"),
            Every = schedule.Text("every"),
            StartAt = schedule.Text("startAt"),
            Task = schedule.Text("task"),
            On = schedule.Text("on"),
        };
    }

    // Sent back as read, executionTime is what the server computed from the schedule. Only where it contradicts the
    // instant of a one-time schedule did somebody mean to change it, and that is left to the rules to refuse.
    private static TaskDraft WithoutComputedTime(TaskDraft draft)
    {
        if (draft.Schedule is not { } schedule || draft.ExecutionTime is not { } time)
            return draft;
        var contradicts = schedule.Kind == "once"
            && schedule.At is { } at
            && IsoText.TryReadInstant(at, out var scheduled)
            && !(IsoText.TryReadInstant(time, out var shown) && shown == scheduled);
        return contradicts ? draft : draft with { ExecutionTime = null };
    }

    private TaskDraft Draft() => new()
    {
        Title = task.Text("title"),
        Description = task.Text("description"),
        Type = task.Text("type"),
        Payload = task.Object("payload") is { } payload ? JsonObject.Create(payload.Clone()) : null,
        Schedule = task.Object("schedule") is { } schedule ? ReadSchedule(schedule, path + "schedule.", faults) : null,
        ExecutionTime = task.Text("executionTime"),
        UserEmail = task.Text("userEmail"),
        Tags = task.Texts("tags"),
        TimeLimit = task.Text("timeLimit"),
        Execution = Execution(),
        Notify = task.Object("notify") is { } notify ? ReadNotify(notify, path + "notify.", faults) : null,
    };

    // Null when nothing of it is said, so that a copy keeps all of it.
    private ExecutionDraft? Execution()
    {
        var execution = new ExecutionDraft
        {
            Retry = task.Object("retry") is { } retry ? ReadRetry(retry, path + "retry.", faults) : null,
            Overlap = task.Text("overlap"),
            Recovery = task.Text("recovery"),
            Priority = task.Text("priority"),
        };
        return execution == new ExecutionDraft() ? null : execution;
    }

    private static NotifyDraft ReadNotify(JsonElement body, string path, ICollection<Fault> faults)
    {
        var notify = new ObjectReader(body, path, faults);
        notify.AllowOnly(["executed", "invite", "queueAhead"]);
        return new() { Executed = notify.Text("executed"), Invite = notify.Text("invite"), QueueAhead = notify.Text("queueAhead") };
    }

    private static RetryDraft ReadRetry(JsonElement body, string path, ICollection<Fault> faults)
    {
        var retry = new ObjectReader(body, path, faults);
        retry.AllowOnly(["kind", "wait", "maxWait", "retries", "jitter", "waits", "maxAge"]);
        return new()
        {
            Kind = retry.Text("kind"),
            Wait = retry.Text("wait"),
            MaxWait = retry.Text("maxWait"),
            Retries = retry.Number("retries"),
            Jitter = retry.Switch("jitter"),
            Waits = retry.Texts("waits"),
            MaxAge = retry.Text("maxAge"),
        };
    }
}
