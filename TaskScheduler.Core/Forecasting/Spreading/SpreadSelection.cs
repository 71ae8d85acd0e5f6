using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>A task that somebody selected.</summary>
/// <param name="Reached">Whether they may change it.</param>
internal sealed record SelectedTask(Guid Id, string Title, int Version, Schedule Schedule, bool Active, bool Reached);

/// <summary>Reads the tasks that somebody selected.</summary>
internal sealed class SpreadSelection(IDbContextFactory<SchedulerDb> databases, TaskQueries queries)
{
    /// <summary>At most <paramref name="most"/>. By a filter only those within reach, as for every change of many tasks; by ids all of them.</summary>
    public async Task<IReadOnlyList<SelectedTask>> ListAsync(TaskFilter filter, Actor actor, int most, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var meant = filter.Ids is null ? filter with { WithinReachOf = actor } : filter;
        var rows = await queries.Matching(db, meant).OrderBy(plan => plan.TaskId).Take(most)
            .Select(plan => new { plan.Task.Id, plan.Task.Title, plan.Task.Version, plan.Task.Schedule, plan.Task.Active, plan.Task.OwnerId, plan.Task.Tags })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new SelectedTask(row.Id, row.Title, row.Version, ScheduleColumn.Read(row.Schedule), row.Active, actor.May(Rights.Write, row.OwnerId, TaskRows.Tags(row.Tags))));
    }
}
