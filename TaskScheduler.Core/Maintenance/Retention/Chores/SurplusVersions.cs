using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Earlier definitions of a task beyond those that are kept.</summary>
internal sealed class SurplusVersions(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int TasksAtOnce = 100;
    private const int PageSize = 1_000;

    internal static readonly string DeleteSql = Packed.With(Packed.Id("task"), Packed.Number("number")) + """
        DELETE FROM task_versions WHERE (task_id, version) IN (SELECT task, number FROM packed)
        """;

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.PerTask(RetentionKind.TaskVersions) is not { } kept)
            yield break;
        var tasks = await TasksAsync(Guid.Empty, kept, cancellationToken);
        while (tasks.Count > 0)
        {
            foreach (var task in tasks)
                await foreach (var page in OfTaskAsync(task, kept, cancellationToken))
                    yield return page;
            tasks = await TasksAsync(tasks[^1], kept, cancellationToken);
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) => session.Statement(DeleteSql).With("@count", doomed.Count)
        .With("@task", Packed.Ids(doomed, version => version.Id)).With("@number", Packed.Numbers(doomed, version => version.Number)).Execute();

    private async IAsyncEnumerable<IReadOnlyList<Doomed>> OfTaskAsync(Guid task, int kept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (before, skipped) = (int.MaxValue, kept);
        while (true)
        {
            var versions = await VersionsAsync(task, before, skipped, cancellationToken);
            if (versions.Count == 0)
                yield break;
            yield return versions.ConvertAll(version => new Doomed(RetentionKind.TaskVersions, task, version));
            (before, skipped) = (versions[^1], 0);
        }
    }

    private async Task<List<Guid>> TasksAsync(Guid after, int kept, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.TaskVersions.Where(row => row.TaskId.CompareTo(after) > 0).GroupBy(row => row.TaskId)
            .Where(versions => versions.Count() > kept).OrderBy(versions => versions.Key).Select(versions => versions.Key).Take(TasksAtOnce)
            .ToListAsync(cancellationToken);
    }

    private async Task<List<int>> VersionsAsync(Guid task, int before, int skipped, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.TaskVersions.Where(row => row.TaskId == task && row.Version < before).OrderByDescending(row => row.Version)
            .Skip(skipped).Take(PageSize).Select(row => row.Version).ToListAsync(cancellationToken);
    }
}
