using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks;

/// <summary>Reads tasks; filters, sorts and pages in the database.</summary>
public sealed class TaskQueries(IDbContextFactory<SchedulerDb> databases, QueueAhead ahead, Totals totals)
{
    private const int ShownFollowers = 20;

    public async Task<PageOf<TaskView>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var matching = Matching(db, query.Filter);
        var total = query.Filter.Ids is null
            ? await totals.CountAsync("tasks " + query.Filter.Name, () => matching.CountAsync(cancellationToken))
            : await matching.CountAsync(cancellationToken);

        // The places first: the pages that are skipped are then skipped in an index, without a look at their rows. One more
        // than is shown tells whether there is a next page.
        var parts = TaskOrder.Parts(matching, query.Filter.IsEmpty ? db.Tasks : matching.Select(plan => plan.Task), query);
        var skipped = query.After is null ? (query.Page - 1) * query.PageSize : 0;
        var places = await PlacesAsync(parts, skipped, query.PageSize + 1, cancellationToken);
        var page = query.After is { } after ? after.Page + 1 : query.Page;
        var next = places.Count > query.PageSize ? places[query.PageSize - 1].ToCursor(query.ListName, page).ToString() : null;
        var ids = places.Take(query.PageSize).Select(place => place.Id).ToList();
        var views = (await ViewsAsync(db, ids, cancellationToken)).ToDictionary(view => view.Task.Id);
        return new([.. ids.Where(views.ContainsKey).Select(id => views[id])], total, page, query.PageSize, next);
    }

    public async Task<TaskView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return (await ViewsAsync(db, [id], cancellationToken)).SingleOrDefault();
    }

    /// <summary>The tasks that are due after this one, by title: the first <see cref="ShownFollowers"/>, and how many there are.</summary>
    public async Task<PageOf<FollowingTask>> FollowersAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var following = db.Tasks.Where(task => task.AfterTaskId == id);
        var rows = await following.OrderBy(task => task.Title).ThenBy(task => task.Id).Take(ShownFollowers).Select(task => new { task.Id, task.Title, task.Schedule, task.Active }).ToListAsync(cancellationToken);
        var total = rows.Count < ShownFollowers ? rows.Count : await following.CountAsync(cancellationToken);
        var found = rows.Where(row => ScheduleColumn.Read(row.Schedule) is AfterSchedule).Select(row => new FollowingTask(row.Id, row.Title, ((AfterSchedule)ScheduleColumn.Read(row.Schedule)).On, row.Active));
        return new([.. found], total, 1, ShownFollowers, null);
    }

    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var lists = await db.Tasks.Select(task => task.Tags).Distinct().ToListAsync(cancellationToken);
        return [.. lists.SelectMany(TaskRows.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Tags that tasks had before: in the versions replaced since then, and the last ones of those that are deleted.</summary>
    public async Task<ILookup<Guid, string>> EarlierTagsAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var replacedSince = since.ToUnixTimeMilliseconds();
        var versions = await db.TaskVersions
            .Where(version => ids.Contains(version.TaskId))
            .Where(version => version.ReplacedAt >= replacedSince
                || (!db.Tasks.Any(task => task.Id == version.TaskId) && !db.TaskVersions.Any(later => later.TaskId == version.TaskId && later.Version > version.Version)))
            .Select(version => new { version.TaskId, version.Tags })
            .ToListAsync(cancellationToken);
        return versions.SelectMany(version => TaskRows.Tags(version.Tags), (version, tag) => (version.TaskId, Tag: tag)).ToLookup(had => had.TaskId, had => had.Tag);
    }

    /// <summary>
    /// The tasks a filter means, as a query over <paramref name="db"/>. It starts from the plans, which are small, sorted by
    /// the next due instant, and joined with the definition only where one of its columns is asked for. What has to read
    /// every definition anyway is a subquery, so that it is read in its own order, once.
    /// </summary>
    internal IQueryable<PlanRow> Matching(SchedulerDb db, TaskFilter filter)
    {
        var plans = db.Plans.AsQueryable();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = LikePattern.Containing(filter.Search.Trim());
            var found = db.Tasks.Where(task => EF.Functions.Like(task.Title, pattern, "\\")
                || EF.Functions.Like(task.Description, pattern, "\\")
                || EF.Functions.Like(task.UserEmail, pattern, "\\"));
            plans = plans.Where(plan => found.Select(task => task.Id).Contains(plan.TaskId));
        }

        if (filter.Type is { Length: > 0 } type)
            plans = plans.Where(plan => plan.Task.Type == type);
        if (filter.Tag is { Length: > 0 } tag)
        {
            var pattern = LikePattern.Containing(TaskRows.TagText(tag));
            var tagged = db.Tasks.Where(task => EF.Functions.Like(task.Tags, pattern, "\\"));
            plans = plans.Where(plan => tagged.Select(task => task.Id).Contains(plan.TaskId));
        }

        if (filter.OwnerId is { } owner)
            plans = plans.Where(plan => plan.Task.OwnerId == owner);
        if (filter.WithinReachOf is { ReachesAll: false } actor)
            plans = plans.Where(plan => WithinReach(db, actor).Contains(plan.TaskId));
        if (filter.Ids is { } ids)
            plans = plans.Where(plan => ids.Contains(plan.TaskId));
        return filter.Status is { } status ? InStatus(db, plans, status) : plans;
    }

    /// <summary>A task that was just written, of which nothing runs.</summary>
    internal TaskView View(TaskRow row, bool waiting) => TaskRows.View(row, false, waiting, ahead.IsNear(row));

    /// <summary>Ids of the tasks that the actor owns or has in common with others.</summary>
    internal static IQueryable<Guid> WithinReach(SchedulerDb db, Actor actor) => actor.SharedTags
        .Select(tag => LikePattern.Containing(TaskRows.TagText(tag)))
        .Select(pattern => db.Tasks.Where(task => EF.Functions.Like(task.Tags, pattern, "\\")))
        .Aggregate(db.Tasks.Where(task => task.OwnerId != null && task.OwnerId == actor.AccountId), (reached, tagged) => reached.Union(tagged))
        .Select(task => task.Id);

    private IQueryable<PlanRow> InStatus(SchedulerDb db, IQueryable<PlanRow> plans, TaskStatus status)
    {
        var running = db.Runs.Where(run => run.EndedAt == null && run.State == RunState.Running).Select(run => run.TaskId);
        var waiting = db.Runs.Where(run => run.EndedAt == null && run.State != RunState.Running).Select(run => run.TaskId);
        var started = db.Runs.Where(run => run.EndedAt == null).Select(run => run.TaskId);

        // An inactive task has no next due instant, so only where that is missing its definition has to be asked.
        return status switch
        {
            TaskStatus.Running => plans.Where(plan => running.Contains(plan.TaskId)),
            TaskStatus.Queued => plans.Where(plan => !running.Contains(plan.TaskId)).Where(ahead.NearOrIn(db, waiting)),
            TaskStatus.Inactive => plans.Where(plan => plan.NextDueAt == PlanRow.Never && !plan.Task.Active && !started.Contains(plan.TaskId)),
            TaskStatus.Executed => plans.Where(plan => plan.NextDueAt == PlanRow.Never && plan.Task.Active && plan.Task.AfterTaskId == null && !started.Contains(plan.TaskId)),
            _ => ahead.Far(db, plans).Where(plan => (plan.NextDueAt < PlanRow.Never || (plan.Task.Active && plan.Task.AfterTaskId != null)) && !started.Contains(plan.TaskId)),
        };
    }

    private static async Task<List<TaskPlace>> PlacesAsync(IReadOnlyList<IQueryable<TaskPlace>> parts, int skipped, int count, CancellationToken cancellationToken)
    {
        var places = new List<TaskPlace>(count);
        foreach (var part in parts)
        {
            var found = await part.Skip(skipped).Take(count - places.Count).ToListAsync(cancellationToken);
            places.AddRange(found);
            if (places.Count == count || part == parts[^1])
                break;

            // The page begins in the next part, or goes on at its beginning.
            skipped = found.Count > 0 || skipped == 0 ? 0 : Math.Max(0, skipped - await part.CountAsync(cancellationToken));
        }

        return places;
    }

    private async Task<IReadOnlyList<TaskView>> ViewsAsync(SchedulerDb db, List<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var rows = await db.Tasks.Include(task => task.Plan).Where(task => ids.Contains(task.Id)).ToListAsync(cancellationToken);
        var active = await db.Runs
            .Where(run => run.EndedAt == null && ids.Contains(run.TaskId))
            .Select(run => new { run.TaskId, Running = run.State == RunState.Running })
            .Distinct()
            .ToListAsync(cancellationToken);
        var running = active.Where(run => run.Running).Select(run => run.TaskId).ToHashSet();
        var waiting = active.Where(run => !run.Running).Select(run => run.TaskId).ToHashSet();
        var parents = await TitlesAsync(db, [.. rows.Select(row => row.AfterTaskId).OfType<Guid>().Distinct()], cancellationToken);
        return rows.ConvertAll(row => TaskRows.View(row, running.Contains(row.Id), waiting.Contains(row.Id), ahead.IsNear(row)) with { ParentTitle = row.AfterTaskId is { } parent ? parents.GetValueOrDefault(parent) : null });
    }

    private static async Task<Dictionary<Guid, string>> TitlesAsync(SchedulerDb db, List<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await db.Tasks.Where(task => ids.Contains(task.Id)).ToDictionaryAsync(task => task.Id, task => task.Title, cancellationToken);
}
