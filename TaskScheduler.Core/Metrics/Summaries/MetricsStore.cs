using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Summaries;

/// <summary>Reads what runs came to over a window, from the rollups: as quick with millions of runs as with a few.</summary>
public sealed class MetricsStore
{
    internal const string MayNot = "Sign in to see figures of runs.";

    private readonly IDbContextFactory<SchedulerDb> databases;
    private readonly HistoryCount history;
    private readonly ICaller caller;
    private readonly TimeProvider time;

    internal MetricsStore(IDbContextFactory<SchedulerDb> databases, HistoryCount history, ICaller caller, TimeProvider time)
    {
        this.databases = databases;
        this.history = history;
        this.caller = caller;
        this.time = time;
    }

    /// <summary>All runs, and by task type.</summary>
    public async Task<Result<TypeSummary>> ByTypeAsync(MetricsWindow window, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Read))
            return Result<TypeSummary>.Forbidden(MayNot);
        var now = time.GetUtcNow();
        var points = new WindowPoints(window, now);
        var types = new Dictionary<string, RunTally>(StringComparer.Ordinal);
        await using var db = databases.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        new RollupReading(db.Database.GetDbConnection()).OfKind(RollupKind.TaskType, window.From(now), (subject, start, figures) =>
        {
            points.Add(start, figures);
            var type = RollupKey.TypeOf(subject);
            if (!types.TryGetValue(type, out var tally))
                types[type] = tally = new();
            tally.AddWritten(figures);
        });
        var all = new RunTally();
        foreach (var type in types.Values)
            all.Add(type);
        var sorted = types.Select(type => new TypeFigures(type.Key, WindowFigures.Of(type.Value))).OrderByDescending(type => type.Figures.Count).ThenBy(type => type.Type, StringComparer.Ordinal);
        return new TypeSummary(window, window.From(now), now, WindowFigures.Of(all), [.. sorted], points.All, history.IsDone);
    }

    /// <summary>The runs of one task; not found when there neither is nor was one with this id.</summary>
    public async Task<Result<TaskSummary>> OfTaskAsync(Guid id, MetricsWindow window, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Read))
            return Result<TaskSummary>.Forbidden(MayNot);
        var now = time.GetUtcNow();
        await using var db = databases.CreateDbContext();
        var title = await db.Tasks.Where(task => task.Id == id).Select(task => task.Title).SingleOrDefaultAsync(cancellationToken);
        var past = title ?? await db.Runs.Where(run => run.TaskId == id).OrderByDescending(run => run.DueAt).Select(run => run.Title).FirstOrDefaultAsync(cancellationToken);
        if (past is null)
            return Result<TaskSummary>.NotFound("There is no task with this id, and no run of one.");
        var points = new WindowPoints(window, now);
        var sum = new RunTally();
        await db.Database.OpenConnectionAsync(cancellationToken);
        new RollupReading(db.Database.GetDbConnection()).OfSubject(RollupKind.Task, RollupKey.Bytes(RollupKey.TaskSubject(id)), window.From(now), (_, start, figures) =>
        {
            points.Add(start, figures);
            sum.AddWritten(figures);
        });
        return new TaskSummary(window, window.From(now), now, id, past, title is not null, WindowFigures.Of(sum), points.All, history.IsDone);
    }
}
