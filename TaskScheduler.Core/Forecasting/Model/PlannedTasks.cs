using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>Brings active tasks from the tables into the load model.</summary>
internal sealed class PlannedTasks(IDbContextFactory<SchedulerDb> databases, LoadModel model, LearnedDurations durations)
{
    /// <summary>How many tasks are read by id in one question.</summary>
    private const int ReadAtOnce = 500;

    /// <summary>Of more than so many, reading all tasks in their own order is faster.</summary>
    private const int ManyAtOnce = 5_000;

    // Many tasks have the same few schedules: one object for each, made from its text once.
    private const int MostKept = 20_000;
    private readonly Dictionary<string, Schedule> schedules = new(StringComparer.Ordinal);

    /// <summary>Reads all that may be due again, or have tasks that are due after them.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        await foreach (var row in Rows(Planned(db)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            model.Put(Task(row));
        model.Ready = true;
    }

    /// <summary>Takes these tasks as they are now.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            var rows = await Rows(db.Tasks.Where(task => some.Contains(task.Id))).ToListAsync(cancellationToken);
            foreach (var row in rows)
                if (row.Active)
                    model.Put(Task(row));
                else
                    model.Remove(row.Id);
            foreach (var gone in some.Except(rows.Select(row => row.Id)))
            {
                model.Remove(gone);
                durations.Forget(gone);
            }
        }
    }

    /// <summary>Finds which tasks have changed by their versions, and takes those as they are now.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        var known = model.Versions();
        var differing = new List<Guid>();
        await using (var db = databases.CreateDbContext())
        {
            await foreach (var row in Planned(db).Select(task => new { task.Id, task.Version }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (!known.Remove(row.Id, out var version) || version != row.Version)
                    differing.Add(row.Id);
            }
        }

        // What is left was deleted, set inactive, or has run for the last time.
        if (differing.Count > ManyAtOnce)
            await LoadAsync(cancellationToken);
        else
            await RefreshAsync(differing, cancellationToken);
        await RefreshAsync(known.Keys, cancellationToken);
    }

    /// <summary>The titles of a few tasks.</summary>
    public async Task<Dictionary<Guid, string>> TitlesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Tasks.Where(task => ids.Contains(task.Id)).ToDictionaryAsync(task => task.Id, task => task.Title, cancellationToken);
    }

    // One that was due once and has run stays as long as others are due after it, whose time it is.
    private static IQueryable<TaskRow> Planned(SchedulerDb db) => db.Tasks.Where(task => task.Active
        && (task.Plan.NextDueAt != PlanRow.Never || task.AfterTaskId != null || db.Tasks.Any(child => child.AfterTaskId == task.Id)));

    private static IQueryable<Row> Rows(IQueryable<TaskRow> tasks) => tasks.Select(task => new Row(task.Id, task.Schedule, task.Type, task.Version, task.Active));

    private PlannedTask Task(Row row)
    {
        lock (schedules)
        {
            if (!schedules.TryGetValue(row.Schedule, out var schedule))
            {
                if (schedules.Count == MostKept)
                    schedules.Clear();
                schedules[row.Schedule] = schedule = ScheduleColumn.Read(row.Schedule);
            }

            return new(row.Id, schedule, string.Intern(row.Type), row.Version);
        }
    }

    private sealed record Row(Guid Id, string Schedule, string Type, int Version, bool Active);
}
