using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.ICalendar;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>Reads what a calendar shows: runs of the last 30 days and occurrences of the next 60, each within bounds whatever there is.</summary>
public sealed class FeedEntries(IDbContextFactory<SchedulerDb> databases, TaskQueries tasks, Links links, TimeProvider time)
{
    private const int PastDays = 30;
    private const int ComingDays = 60;
    private const int MostRuns = 500;
    private const int MostComing = 1_000;
    private const int MostCancelled = 100;

    /// <summary>Of so many tasks the runs are asked for task by task; of more, those that ended last are looked through.</summary>
    private const int TasksAskedByOne = 200;

    private const int RunsOfOneTask = 100;
    private const int RunsLookedThrough = 5_000;
    private static readonly TimeSpan refreshAfter = TimeSpan.FromMinutes(15);

    internal async Task<string> ReadAsync(CalendarFeed feed, Actor actor, CancellationToken cancellationToken)
    {
        var filter = feed.Scope == CalendarScope.Tag ? new TaskFilter { Tag = feed.Tag } : new TaskFilter { WithinReachOf = actor };
        await using var db = databases.CreateDbContext();
        var (now, writer) = (time.GetUtcNow(), new FeedWords(links));
        var coming = (await ComingAsync(db, filter, now, cancellationToken)).Select(writer.Of);
        var cancelled = (await CancelledAsync(db, filter, now, cancellationToken)).Select(writer.Of);
        var past = (await RunsAsync(db, filter, now, cancellationToken)).Select(writer.Of);
        // An occurrence has one entry: as a run when it has begun, else as it stands.
        var entries = past.Concat(coming).Concat(cancelled).DistinctBy(entry => entry.Uid, StringComparer.Ordinal).ToList();
        return CalendarText.Of(new("PUBLISH", entries) { Name = $"TaskScheduler: {feed.Name}", RefreshAfter = refreshAfter });
    }

    private async Task<List<Coming>> ComingAsync(SchedulerDb db, TaskFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now.AddDays(ComingDays);
        var last = until.ToUnixTimeMilliseconds();
        var rows = await tasks.Matching(db, filter).Where(plan => plan.NextDueAt <= last).OrderBy(plan => plan.NextDueAt).Take(MostComing)
            .Select(plan => new { plan.NextDueAt, plan.TaskId, plan.Task.Title, plan.Task.Description, plan.Task.Schedule, plan.Task.UpdatedAt })
            .ToListAsync(cancellationToken);
        var coming = rows.Select(row => new ComingTask(row.TaskId, row.Title, row.Description, ScheduleColumn.Read(row.Schedule), Instant(row.NextDueAt), Instant(row.UpdatedAt)));
        return [.. ComingOccurrences.Nearest(coming, until, MostComing)];
    }

    private async Task<List<InviteRow>> CancelledAsync(SchedulerDb db, TaskFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (at, meant) = (now.ToUnixTimeMilliseconds(), tasks.Matching(db, filter).Select(plan => plan.TaskId));
        return await db.Invites.Where(invite => invite.DueAt > at && invite.Cancelled && !invite.Series && meant.Contains(invite.TaskId))
            .OrderBy(invite => invite.DueAt).Take(MostCancelled).ToListAsync(cancellationToken);
    }

    private async Task<List<RunRow>> RunsAsync(SchedulerDb db, TaskFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now.AddDays(-PastDays).ToUnixTimeMilliseconds();
        var meant = tasks.Matching(db, filter).Select(plan => plan.TaskId);
        var few = await meant.Take(TasksAskedByOne + 1).ToListAsync(cancellationToken);
        if (few.Count > TasksAskedByOne)
        {
            var all = filter is { Tag: null, WithinReachOf.ReachesAll: true };
            var latest = await db.Runs.Where(run => run.EndedAt >= from).OrderByDescending(run => run.EndedAt).Take(all ? MostRuns : RunsLookedThrough).ToListAsync(cancellationToken);
            var within = all ? null : (await meant.ToListAsync(cancellationToken)).ToHashSet();
            return [.. latest.Where(run => within?.Contains(run.TaskId) != false).Take(MostRuns)];
        }

        var runs = new List<RunRow>();
        foreach (var id in few)
            runs.AddRange(await db.Runs.Where(run => run.TaskId == id && run.DueAt >= from).OrderByDescending(run => run.DueAt).Take(RunsOfOneTask).ToListAsync(cancellationToken));
        return [.. runs.OrderByDescending(run => run.DueAt).ThenBy(run => run.TaskId).Take(MostRuns)];
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
