using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Tasks;

/// <summary>Changes of stored tasks, one at a time, inside a write; after its commit the clock, the queue and the feed follow.</summary>
internal sealed class TaskChanges(TaskClock clock, RunRelay relay, LiveFeed feed, InviteBook invites)
{
    /// <summary>Writes down what somebody did to a task; <paramref name="task"/> is the task after it.</summary>
    public static void Note(WriteSession session, Actor actor, string action, TaskRow task, DateTimeOffset now, JsonObject? detail = null) =>
        AuditTrail.Note(session, actor, new(action, task.Id, task.Title) { Version = task.Version, Detail = detail }, now);

    /// <summary>Stores a new task. Written as statements because EF Core takes five times as long for a thousand of them.</summary>
    public static void Insert(WriteSession session, TaskRow row)
    {
        session.Statement("""
            INSERT INTO tasks (id, title, description, type, payload, schedule_kind, schedule, active, user_email, tags, time_limit_ms, owner_id, execution, notify, queue_ahead_ms, priority, after_task_id, version, created_at, updated_at)
            VALUES (@id, @title, @description, @type, @payload, @kind, @schedule, @active, @email, @tags, @limit, @owner, @execution, @notify, @ahead, @priority, @after, @version, @created, @updated)
            """)
            .With("@id", row.Id).With("@title", row.Title).With("@description", row.Description).With("@type", row.Type).With("@payload", row.Payload)
            .With("@kind", row.ScheduleKind).With("@schedule", row.Schedule).With("@active", row.Active ? 1 : 0).With("@email", row.UserEmail).With("@tags", row.Tags)
            .With("@limit", row.TimeLimitMs).With("@owner", row.OwnerId)
            .With("@execution", row.Execution).With("@notify", row.Notify).With("@ahead", row.QueueAheadMs).With("@priority", row.Priority).With("@after", row.AfterTaskId).With("@version", row.Version).With("@created", row.CreatedAt).With("@updated", row.UpdatedAt)
            .Execute();
        session.Statement("INSERT INTO plans (task_id, next_due_at) VALUES (@id, @next)").With("@id", row.Id).With("@next", row.Plan.NextDueAt).Execute();
        NoteTrace(session, row.Id);
    }

    /// <summary>Keeps the definition as it is, under its version, before it is replaced or deleted.</summary>
    public static void KeepVersion(WriteSession session, Guid taskId, DateTimeOffset now) => session.Statement("""
        INSERT INTO task_versions (task_id, version, replaced_at, title, description, type, payload, schedule, active, user_email, tags, time_limit_ms, execution, notify, owner_id)
        SELECT id, version, @now, title, description, type, payload, schedule, active, user_email, tags, time_limit_ms, execution, notify, owner_id FROM tasks WHERE id = @task
        """).With("@task", taskId).With("@now", now).Execute();

    public static void Plan(WriteSession session, Guid taskId, DateTimeOffset? nextDueAt) =>
        session.Statement("UPDATE plans SET next_due_at = @next WHERE task_id = @task")
            .With("@task", taskId).With("@next", TaskRows.Due(nextDueAt)).Execute();

    /// <summary>The first due instant of a schedule that starts to count now; null when it is due at once, or never.</summary>
    public static DateTimeOffset? FirstDue(Schedule schedule, DateTimeOffset now) => schedule switch
    {
        // Its time was checked when it was written; should it pass before it is stored, it is due at once.
        OnceSchedule once => once.At,
        ImmediateSchedule => null,
        _ => Occurrences.Next(schedule, now),
    };

    /// <summary>Stores a new task, notes whose doing it was, and lets the clock follow; returns whether it is due at once.</summary>
    public bool Add(WriteSession session, Actor actor, TaskRow row, Schedule schedule, DateTimeOffset now)
    {
        Insert(session, row);
        Note(session, actor, AuditActions.TaskCreated, row, now);
        var dueNow = row.Active && schedule is ImmediateSchedule && QueueNow(session, row.Id, now) is not null;
        Follow(session, row.Id, schedule, TaskRows.Due(row.Plan.NextDueAt));
        InviteFor(session, row, now);
        return dueNow;
    }

    /// <summary>Replaces a definition. Another schedule is planned anew; with the same one, runs that wait use the new definition.</summary>
    /// <param name="task">As it is stored; afterwards as it is stored then, but for its plan.</param>
    public void Replace(WriteSession session, TaskRow task, TaskDefinition definition, bool active, DateTimeOffset now)
    {
        KeepVersion(session, task.Id, now);
        var planned = definition.Schedule != ScheduleColumn.Read(task.Schedule);
        var switched = active != task.Active;
        TaskRows.Put(task, definition, now);
        task.Active = active;
        Update(session, task);
        var next = TaskRows.Due(task.Plan.NextDueAt);
        if (planned)
            NoteTrace(session, task.Id);
        if (planned || switched)
        {
            next = !active ? null : planned ? FirstDue(definition.Schedule, now) : Occurrences.Next(definition.Schedule, now);
            Plan(session, task.Id, next);
            if (planned)
                SkipWaiting(session, task.Id, "The schedule was changed before this run started.", now);
            else if (!active)
                SkipWaiting(session, task.Id, "The task was set inactive before this run started.", now);
        }

        if (switched && !active)
            Standstill(session, task.Id, now);
        RunChanges.RenewWaiting(session, task.Id);
        if (planned && active && definition.Schedule is ImmediateSchedule)
            QueueNow(session, task.Id, now);
        Follow(session, task.Id, definition.Schedule, next);
        invites.Follow(session, InvitedTask.Of(task, active ? next : null), now);
    }

    public void SetActive(WriteSession session, Actor actor, TaskRow task, bool active, DateTimeOffset now)
    {
        AuditTrail.Note(
            session,
            actor,
            new(active ? AuditActions.TaskActivated : AuditActions.TaskDeactivated, task.Id, task.Title)
            {
                Version = task.Version + 1,
                Detail = new() { ["changes"] = FieldChange.ToJson([new("active", !active, active)]) },
            },
            now);
        KeepVersion(session, task.Id, now);
        session.Statement("UPDATE tasks SET active = @active, version = version + 1, updated_at = @now WHERE id = @task")
            .With("@task", task.Id).With("@active", active ? 1 : 0).With("@now", now).Execute();
        var schedule = ScheduleColumn.Read(task.Schedule);
        var next = active ? Occurrences.Next(schedule, now) : null;
        Plan(session, task.Id, next);
        if (!active)
        {
            SkipWaiting(session, task.Id, "The task was set inactive before this run started.", now);
            Standstill(session, task.Id, now);
        }

        Follow(session, task.Id, schedule, next);
        invites.Follow(session, InvitedTask.Of(task, next), now);
    }

    /// <param name="title">Of the task; it and <paramref name="version"/> are what is left to name it by.</param>
    public void Delete(WriteSession session, Actor actor, Guid taskId, string title, int version, DateTimeOffset now)
    {
        AuditTrail.Note(session, actor, new(AuditActions.TaskDeleted, taskId, title) { Version = version }, now);
        KeepVersion(session, taskId, now);
        SkipWaiting(session, taskId, "The task was deleted before this run started.", now);
        session.Statement("DELETE FROM tasks WHERE id = @task").With("@task", taskId).Execute();
        session.Statement("DELETE FROM plans WHERE task_id = @task").With("@task", taskId).Execute();
        TaskHooks.Remove(session, taskId);
        invites.Withdraw(session, taskId, now);
        IncidentBook.Drop(session, taskId, now);
        session.AfterCommit(() => clock.Forget(taskId));
    }

    /// <summary>Makes a task due now because somebody asks for it; null when it is gone.</summary>
    public Guid? RunNow(WriteSession session, Actor actor, Guid taskId, string title, DateTimeOffset now)
    {
        if (QueueNow(session, taskId, now) is not { } run)
            return null;
        AuditTrail.Note(session, actor, new(AuditActions.TaskRun, taskId, title) { Detail = new() { ["runId"] = run.ToString() } }, now);
        return run;
    }

    /// <summary>Makes a task due now; null when it is gone.</summary>
    public Guid? QueueNow(WriteSession session, Guid taskId, DateTimeOffset now, RunTrigger trigger = RunTrigger.Manual)
    {
        if (RunInserts.QueueNow(session, taskId, now, trigger) is not { } run)
            return null;
        RunInserts.NoteTrace(session, run.RunId, session.TraceParent);
        relay.Queue(session, run);
        return run.RunId;
    }

    public void SkipWaiting(WriteSession session, Guid taskId, string reason, DateTimeOffset now)
    {
        var skipped = RunChanges.SkipWaiting(session, taskId, reason, now);
        if (skipped.Count > 0)
            session.AfterCommit(() => skipped.ForEach(run => feed.PublishRun(run, taskId)));
    }

    /// <summary>Has the user of a new task invited when its time is near already.</summary>
    public void InviteFor(WriteSession session, TaskRow row, DateTimeOffset now)
    {
        if (row is { Active: true, UserEmail: not null })
            invites.Follow(session, InvitedTask.Of(row, TaskRows.Due(row.Plan.NextDueAt)), now);
    }

    public void Follow(WriteSession session, Guid taskId, Schedule schedule, DateTimeOffset? nextDueAt) =>
        session.AfterCommit(() => clock.Follow(taskId, schedule, nextDueAt));

    public void Announce(WriteSession session, IReadOnlyCollection<Guid> taskIds) => session.AfterCommit(() => feed.PublishTasks(taskIds));

    // The request that says when a task is due is what its runs come from.
    private static void NoteTrace(WriteSession session, Guid taskId)
    {
        if (session.TraceParent is { } trace)
            session.Statement("UPDATE tasks SET trace_parent = @trace WHERE id = @task").With("@task", taskId).With("@trace", trace).Execute();
    }

    // What it has failed at so far is nobody's task any more.
    private static void Standstill(WriteSession session, Guid taskId, DateTimeOffset now)
    {
        IncidentBook.Drop(session, taskId, now);
        StandingBatch.Forget(session, taskId);
    }

    private static void Update(WriteSession session, TaskRow row)
    {
        row.Version++;
        session.Statement("""
            UPDATE tasks SET title = @title, description = @description, type = @type, payload = @payload, schedule_kind = @kind, schedule = @schedule,
                active = @active, user_email = @email, tags = @tags, time_limit_ms = @limit, execution = @execution, notify = @notify, queue_ahead_ms = @ahead, priority = @priority, after_task_id = @after, version = @version, updated_at = @updated
            WHERE id = @id
            """)
            .With("@id", row.Id).With("@title", row.Title).With("@description", row.Description).With("@type", row.Type).With("@payload", row.Payload)
            .With("@kind", row.ScheduleKind).With("@schedule", row.Schedule).With("@active", row.Active ? 1 : 0).With("@email", row.UserEmail).With("@tags", row.Tags)
            .With("@limit", row.TimeLimitMs).With("@execution", row.Execution).With("@notify", row.Notify).With("@ahead", row.QueueAheadMs).With("@priority", row.Priority).With("@after", row.AfterTaskId).With("@version", row.Version).With("@updated", row.UpdatedAt)
            .Execute();
    }
}
