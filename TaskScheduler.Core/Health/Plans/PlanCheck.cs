using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Outages;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Health.Plans;

/// <summary>
/// Looks for active tasks that are due never again although their schedules go on, and for tasks that are due soon and that the
/// clock does not follow; repairs what it finds. It reads the plans page by page, so that it holds nobody up.
/// </summary>
internal sealed class PlanCheck(IDbContextFactory<SchedulerDb> databases, TaskClock clock, PlanRepair repair, PlanStanding standing, StorageWatch storage, TimeProvider time)
{
    private const int PageSize = 1_000;

    // Longer than the time between two checks: whatever is due is looked at before its time.
    private static readonly TimeSpan ahead = TimeSpan.FromMinutes(3);

    /// <summary>What was due this long ago and has no run yet is on no way any more, unless the disk holds it up.</summary>
    private static readonly TimeSpan overdue = TimeSpan.FromSeconds(30);

    private readonly List<StoppedPlan> stopped = [];
    private int unclear;

    /// <summary>For one caller at a time.</summary>
    public async Task OnceAsync(CancellationToken cancellationToken)
    {
        if (!clock.IsRunning)
            return;
        stopped.Clear();
        unclear = 0;
        await FindStoppedAsync(cancellationToken);
        var forgotten = await FindForgottenAsync(cancellationToken);
        var repaired = stopped.Count + forgotten.Count > 0 ? await repair.RepairAsync([.. stopped], forgotten) : 0;
        standing.Note(new(time.GetUtcNow(), repaired, unclear));
    }

    private async Task FindStoppedAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var (last, read) = (Guid.Empty, PageSize);
        while (read == PageSize)
        {
            var page = await db.Plans.Where(plan => plan.NextDueAt == PlanRow.Never && plan.TaskId.CompareTo(last) > 0).OrderBy(plan => plan.TaskId).Take(PageSize)
                .Select(plan => new { plan.TaskId, plan.Task.Active, plan.Task.ScheduleKind, plan.Task.Schedule, plan.LastRunId }).ToListAsync(cancellationToken);
            foreach (var plan in page.Where(plan => plan is { Active: true, ScheduleKind: "cron" or "interval" or "once" }))
                Judge(plan.TaskId, ScheduleColumn.Read(plan.Schedule), plan.LastRunId is null);
            (last, read) = (page.Count == 0 ? last : page[^1].TaskId, page.Count);
        }

        // A row that is missing is rare enough to look for only where there is one.
        if (await db.Tasks.CountAsync(cancellationToken) != await db.Plans.CountAsync(cancellationToken))
            foreach (var task in await db.Tasks.Where(task => !db.Plans.Any(plan => plan.TaskId == task.Id)).Select(task => new { task.Id, task.Active, task.Schedule }).ToListAsync(cancellationToken))
                stopped.Add(new(task.Id, task.Active ? ScheduleColumn.Read(task.Schedule) : null, IsMissing: true));
    }

    // What is due once and whose time has passed has a run, or is to get one: whoever repairs looks for it.
    private void Judge(Guid task, Schedule schedule, bool nothingEnded)
    {
        if (ScheduleFault.Of(schedule) is not null)
            unclear++;
        else if (Occurrences.Next(schedule, time.GetUtcNow()) is not null || (schedule is OnceSchedule && nothingEnded))
            stopped.Add(new(task, schedule, IsMissing: false));
    }

    private async Task<List<Guid>> FindForgottenAsync(CancellationToken cancellationToken)
    {
        var suspects = await SuspectsAsync(cancellationToken);
        if (suspects.Count == 0)
            return suspects;

        // Between the table and the clock a change may be on its way. What is wrong before and after that is wrong.
        await clock.SettledAsync();
        var again = (await SuspectsAsync(cancellationToken)).ToHashSet();
        return suspects.FindAll(again.Contains);
    }

    private async Task<List<Guid>> SuspectsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (until, suspects) = ((now + ahead).ToUnixTimeMilliseconds(), new List<Guid>());
        await using var db = databases.CreateDbContext();
        var (due, last, read) = (0L, Guid.Empty, PageSize);
        while (read == PageSize)
        {
            var page = await db.Plans.Where(plan => plan.NextDueAt >= due && plan.NextDueAt <= until && (plan.NextDueAt > due || plan.TaskId.CompareTo(last) > 0))
                .OrderBy(plan => plan.NextDueAt).ThenBy(plan => plan.TaskId).Take(PageSize).Select(plan => new { plan.TaskId, plan.NextDueAt, plan.Task.Active, plan.Task.Schedule }).ToListAsync(cancellationToken);
            foreach (var plan in page.Where(plan => plan.Active))
                if (await IsForgottenAsync(plan.TaskId, DateTimeOffset.FromUnixTimeMilliseconds(plan.NextDueAt), now, cancellationToken) && ScheduleFault.Of(ScheduleColumn.Read(plan.Schedule)) is null)
                    suspects.Add(plan.TaskId);
            (due, last, read) = page.Count == 0 ? (due, last, 0) : (page[^1].NextDueAt, page[^1].TaskId, page.Count);
        }

        return suspects;
    }

    // One that fires once, and has, is gone from the clock while its run is being recorded.
    private async Task<bool> IsForgottenAsync(Guid task, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken) => await clock.NextFireAsync(task, cancellationToken) is { } next
        ? next > due && now - due > overdue && storage.Trouble is null
        : due > now || (now - due > overdue && storage.Trouble is null);
}

/// <summary>A task without a next run.</summary>
/// <param name="Schedule">Null when the task is not active.</param>
/// <param name="IsMissing">Its plan is not there at all.</param>
internal sealed record StoppedPlan(Guid TaskId, Schedule? Schedule, bool IsMissing);
