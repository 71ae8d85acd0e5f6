using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Chaining;

/// <summary>A run that another one started, or was started by.</summary>
public sealed record RelatedRun(Guid Id, Guid TaskId, string Title, RunState State);

/// <summary>Reads which runs belong together because the task of one is due after that of the other.</summary>
internal static class RunFamily
{
    /// <summary>Most children that are read; a task has seldom more than a handful that follow it.</summary>
    private const int MostChildren = 100;

    /// <summary>The run after which this one was started; null when there is none, or it is not kept any more.</summary>
    public static Task<RelatedRun?> ParentAsync(SchedulerDb db, Guid runId, CancellationToken cancellationToken) => Related(
        from input in db.RunInputs where input.RunId == runId && input.ParentRunId != null join run in db.Runs on input.ParentRunId equals run.Id select run)
        .SingleOrDefaultAsync(cancellationToken);

    /// <summary>The runs that the end of this one started, the first first.</summary>
    public static async Task<IReadOnlyList<RelatedRun>> ChildrenAsync(SchedulerDb db, Guid runId, CancellationToken cancellationToken) => await Related(
        (from input in db.RunInputs where input.ParentRunId == runId join run in db.Runs on input.RunId equals run.Id orderby run.DueAt, run.Id select run).Take(MostChildren))
        .ToListAsync(cancellationToken);

    private static IQueryable<RelatedRun> Related(IQueryable<RunRow> runs) => runs.Select(run => new RelatedRun(run.Id, run.TaskId, run.Title, run.State));
}
