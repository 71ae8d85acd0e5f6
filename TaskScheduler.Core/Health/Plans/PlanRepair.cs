using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Health.Plans;

/// <summary>Plans tasks anew that should have a next run, has the clock follow those it does not know, and tells the administrators.</summary>
internal sealed class PlanRepair(IWriteGate gate, TaskChanges changes, PeopleTold people, TimeProvider time, ILogger<PlanRepair> log)
{
    // More of them are in the audit trail.
    private const int Named = 10;

    /// <summary>Returns how many were repaired; those that somebody has changed meanwhile are left as they are.</summary>
    public Task<int> RepairAsync(IReadOnlyList<StoppedPlan> stopped, IReadOnlyList<Guid> forgotten) => gate.WriteAsync(async session =>
    {
        var titles = new List<string>();
        foreach (var plan in stopped)
            if (await PlanAsync(session, plan) is { } title)
                titles.Add(title);
        foreach (var task in forgotten)
            if (await FollowAsync(session, task) is { } title)
                titles.Add(title);
        if (titles.Count > 0)
            Tell(session, titles);
        return titles.Count;
    });

    private static Task<TaskRow?> FindAsync(WriteSession session, Guid id) =>
        session.Db.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None);

    private static async Task<long?> DueOfAsync(WriteSession session, Guid task) =>
        await session.Db.Plans.AsNoTracking().Where(plan => plan.TaskId == task).Select(plan => (long?)plan.NextDueAt).SingleOrDefaultAsync(CancellationToken.None);

    private async Task<string?> PlanAsync(WriteSession session, StoppedPlan plan)
    {
        var (task, due, now) = (await FindAsync(session, plan.TaskId), await DueOfAsync(session, plan.TaskId), time.GetUtcNow());
        if (task is null || due is < PlanRow.Never)
            return null;
        var next = task.Active ? NextOf(session, task, now) : null;
        if (due is null)
            session.Statement("INSERT INTO plans (task_id, next_due_at) VALUES (@task, @next)").With("@task", task.Id).With("@next", TaskRows.Due(next)).Execute();
        else if (next is not null)
            TaskChanges.Plan(session, task.Id, next);
        if (next is not { } at)
            return due is null ? task.Title : null;
        AuditTrail.Note(session, Actor.Program, new(AuditActions.TaskReplanned, task.Id, task.Title) { Version = task.Version, Detail = new() { ["dueAt"] = IsoText.Of(at) } }, now);
        changes.Follow(session, task.Id, ScheduleColumn.Read(task.Schedule), at);
        changes.Announce(session, [task.Id]);
        session.AfterCommit(() => HealthLog.PlanRepaired(log, task.Id, at));
        return task.Title;
    }

    // What is due once and has no run, although its time has passed, is due at once.
    private static DateTimeOffset? NextOf(WriteSession session, TaskRow task, DateTimeOffset now)
    {
        var schedule = ScheduleColumn.Read(task.Schedule);
        return Occurrences.Next(schedule, now)
            ?? (schedule is OnceSchedule once && session.Statement("SELECT id FROM runs WHERE task_id = @task LIMIT 1").With("@task", task.Id).ReadIds().Count == 0 ? once.At : null);
    }

    private async Task<string?> FollowAsync(WriteSession session, Guid id)
    {
        if (await FindAsync(session, id) is not { Active: true } task || await DueOfAsync(session, id) is not (< PlanRow.Never and var due))
            return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(due);
        changes.Follow(session, id, ScheduleColumn.Read(task.Schedule), at);
        session.AfterCommit(() => HealthLog.TriggerRepaired(log, id, at));
        return task.Title;
    }

    private void Tell(WriteSession session, List<string> titles)
    {
        var subject = $"{English.Count(titles.Count, "task")} had no next run and {(titles.Count == 1 ? "was" : "were")} repaired";
        var named = string.Join('\n', titles.Take(Named).Select(title => $"“{title}”")) + (titles.Count > Named ? $"\nand {titles.Count - Named} more" : "");
        const string Why = "Every active task has a next run, or says why not. These had none, or the clock did not know of it. They run again as their schedules say. This should not happen: please look into the log.";
        people.TellAdministrators(session, new($"plans-repaired:{time.GetUtcNow().ToUnixTimeMilliseconds()}", MessageKind.Alert, TellingLevel.Bad, subject, new($"{Why}\n\n{named}\n")
        {
            Html = MailHtml.Document(subject, MailHtml.Title(subject) + MailHtml.Paragraph(Why) + MailHtml.Output(named)),
        })
        {
            Page = "overview",
        });
    }
}
