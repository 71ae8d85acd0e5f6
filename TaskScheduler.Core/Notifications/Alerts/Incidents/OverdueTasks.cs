using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>
/// Finds tasks that are not finished when they have to be, and those whose last success is too long ago. Tasks that rules name are looked at each
/// time; all others so many at a time, one page after the other.
/// </summary>
internal sealed class OverdueTasks(IDbContextFactory<SchedulerDb> databases, AlertRules rules, TimeProvider time)
{
    private const int PageSize = 1_000;
    private const int MostRuns = 5_000;
    private const int LookedThrough = 200;

    private Guid last;

    /// <summary>For one caller at a time.</summary>
    public async Task<IReadOnlyList<(AlertRule Rule, Finding Finding)>> FindAsync(CancellationToken cancellationToken)
    {
        var (by, since) = (rules.Of(AlertKind.MustFinishBy), rules.Of(AlertKind.NotSucceededSince));
        if (by.Count + since.Count == 0)
            return [];
        await using var db = databases.CreateDbContext();
        var tasks = await TasksAsync(db, [.. by, .. since], cancellationToken);
        return [.. await UnfinishedAsync(db, by, tasks, cancellationToken), .. await UnsuccessfulAsync(db, since, tasks, cancellationToken)];
    }

    public static bool LooksAt(AlertRule rule, Guid task, IReadOnlyList<string> tags) => rule.Scope switch
    {
        AlertScope.Task => rule.TaskId == task,
        AlertScope.Tag => tags.Contains(rule.Tag, StringComparer.Ordinal),
        _ => true,
    };

    /// <summary>When a run that was due then has to be finished.</summary>
    internal static DateTimeOffset DeadlineOf(AlertLimits limits, DateTimeOffset dueAt, Schedule schedule)
    {
        if (limits.By is not { } by)
            return dueAt + (limits.Within ?? TimeSpan.Zero);
        var zone = AlertWords.ZoneOf(schedule);
        var due = TimeZoneInfo.ConvertTime(dueAt, zone).DateTime;
        // What is due at that time of day, or later, has until the next day.
        var local = (TimeOnly.FromDateTime(due) < by ? due.Date : due.Date.AddDays(1)) + by.ToTimeSpan();
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private async Task<List<Watched>> TasksAsync(SchedulerDb db, IReadOnlyList<AlertRule> looking, CancellationToken cancellationToken)
    {
        var named = looking.Select(rule => rule.TaskId).OfType<Guid>().Distinct().ToList();
        var tasks = named.Count == 0 ? [] : await Read(db.Tasks.Where(task => named.Contains(task.Id))).ToListAsync(cancellationToken);
        if (looking.All(rule => rule.Scope == AlertScope.Task))
            return tasks;
        var page = await Read(db.Tasks.Where(task => task.Id.CompareTo(last) > 0)).OrderBy(task => task.Id).Take(PageSize).ToListAsync(cancellationToken);
        last = page.Count < PageSize ? default : page[^1].Id;
        return [.. tasks.UnionBy(page, task => task.Id)];
    }

    private static IQueryable<Watched> Read(IQueryable<TaskRow> tasks) => tasks.Where(task => task.Active)
        .Select(task => new Watched { Id = task.Id, Title = task.Title, TagText = task.Tags, ScheduleText = task.Schedule, ScheduleKind = task.ScheduleKind, UpdatedAt = task.UpdatedAt, LastState = task.Plan.LastState, LastEndedAt = task.Plan.LastEndedAt });

    private async Task<IReadOnlyList<(AlertRule, Finding)>> UnfinishedAsync(SchedulerDb db, IReadOnlyList<AlertRule> looking, List<Watched> tasks, CancellationToken cancellationToken)
    {
        if (looking.Count == 0 || tasks.Count == 0)
            return [];
        var (now, ids) = (time.GetUtcNow(), tasks.ConvertAll(task => task.Id));
        var runs = await db.Runs.Where(run => run.EndedAt == null && ids.Contains(run.TaskId)).OrderBy(run => run.DueAt).Take(MostRuns)
            .Select(run => new { run.Id, run.TaskId, run.DueAt }).ToListAsync(cancellationToken);
        var byId = tasks.ToDictionary(task => task.Id);
        var found = new List<(AlertRule, Finding)>();
        foreach (var run in runs.DistinctBy(run => run.TaskId))
        {
            var (task, due) = (byId[run.TaskId], DateTimeOffset.FromUnixTimeMilliseconds(run.DueAt));
            found.AddRange(looking.Where(rule => LooksAt(rule, task.Id, task.Tags) && DeadlineOf(rule.Limits, due, task.Schedule) <= now)
                .Select(rule => (rule, new Finding(task.Id, task.Title, run.Id, $"Its run that was due {AlertWords.At(due, AlertWords.ZoneOf(task.Schedule))} was to be finished by {AlertWords.At(DeadlineOf(rule.Limits, due, task.Schedule), AlertWords.ZoneOf(task.Schedule))}, and is not."))));
        }

        return found;
    }

    private async Task<IReadOnlyList<(AlertRule, Finding)>> UnsuccessfulAsync(SchedulerDb db, IReadOnlyList<AlertRule> looking, List<Watched> tasks, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = new List<(AlertRule, Finding)>();
        foreach (var task in tasks.Where(task => task.ScheduleKind is "cron" or "interval" or "after"))
        {
            // The last success counts, and so does the last change of the task: one that was set active a moment ago has done nothing wrong.
            var unsaid = looking.Where(rule => LooksAt(rule, task.Id, task.Tags) && IsOver(rule, task.UpdatedAt, now) && !(task.LastState == RunState.Succeeded && !IsOver(rule, task.LastEndedAt ?? 0, now))).ToList();
            if (unsaid.Count == 0)
                continue;
            var success = await LastSuccessAsync(db, task.Id, cancellationToken);
            found.AddRange(unsaid.Where(rule => IsOver(rule, success ?? 0, now)).Select(rule => (rule, new Finding(task.Id, task.Title, null, success is { } at
                ? $"It succeeded last {AlertWords.At(DateTimeOffset.FromUnixTimeMilliseconds(at), AlertWords.ZoneOf(task.Schedule))}."
                : "None of its last runs has succeeded."))));
        }

        return found;
    }

    private static bool IsOver(AlertRule rule, long since, long now) => now - since > (rule.Limits.Since ?? TimeSpan.MaxValue).TotalMilliseconds;

    private static Task<long?> LastSuccessAsync(SchedulerDb db, Guid taskId, CancellationToken cancellationToken) => db.Runs
        .Where(run => run.TaskId == taskId && run.EndedAt != null).OrderByDescending(run => run.DueAt).Take(LookedThrough).Where(run => run.State == RunState.Succeeded).MaxAsync(run => run.EndedAt, cancellationToken);

    private sealed record Watched
    {
        public Guid Id { get; init; }

        public required string Title { get; init; }

        public required string TagText { get; init; }

        public required string ScheduleText { get; init; }

        public required string ScheduleKind { get; init; }

        public long UpdatedAt { get; init; }

        public RunState? LastState { get; init; }

        public long? LastEndedAt { get; init; }

        public string[] Tags => TaskRows.Tags(TagText);

        public Schedule Schedule => ScheduleColumn.Read(ScheduleText);
    }
}
