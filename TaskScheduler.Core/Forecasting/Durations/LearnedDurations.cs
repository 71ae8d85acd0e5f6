using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Forecasting.Durations;

/// <summary>
/// What a run of a task is expected to take: what its own runs took, else what runs of its type took over the past year, else a
/// guess. Learned as runs end, from those that were performed; read from memory.
/// </summary>
internal sealed class LearnedDurations(IDbContextFactory<SchedulerDb> databases, IOptions<ForecastOptions> options, TimeProvider time) : IEndedRunsFollower
{
    private readonly ConcurrentDictionary<Guid, LearnedAverage> tasks = new();
    private readonly TypeDurations types = new(time);

    /// <summary>Is told which tasks and types have another average, after it is stored.</summary>
    public Action<IReadOnlyCollection<Guid>, IReadOnlyCollection<string>>? Learned { get; set; }

    /// <summary>In microseconds.</summary>
    public long Guess => (long)options.Value.GuessedCompute.TotalMicroseconds;

    /// <summary>In microseconds; null when no run of the task has been performed.</summary>
    public long? OfTask(Guid task) => tasks.TryGetValue(task, out var average) ? average.Microseconds : null;

    /// <summary>What a run of a task of this type is expected to take that has none of its own to learn from, in microseconds.</summary>
    public long OfType(string type) => types.AverageOf(type) ?? Guess;

    /// <summary>Reads what was learned before of tasks that there still are.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var ofTasks = db.TaskDurations.AsNoTracking().Where(row => db.Tasks.Any(task => task.Id == row.TaskId));
        await foreach (var row in ofTasks.AsAsyncEnumerable().WithCancellation(cancellationToken))
            tasks.TryAdd(row.TaskId, new(row.Runs, row.AverageUs));
        await foreach (var row in db.TypeDurations.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            types.Put(row, stored: true);
    }

    public void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        var performed = ended.Where(run => run.State.HasRun() && run.StartedAt is not null).OrderBy(run => run.EndedAt).ToList();
        if (performed.Count == 0)
            return;
        var averages = DurationBatch.WriteTasks(session, performed);
        var days = DurationBatch.WriteTypes(session, performed);
        session.AfterCommit(() =>
        {
            foreach (var (task, average) in averages)
                tasks[task] = average;
            days.ForEach(day => types.Put(day));
            Learned?.Invoke([.. averages.Keys], [.. days.Select(day => day.Type).Distinct(StringComparer.Ordinal)]);
        });
    }

    /// <summary>Forgets a task that was deleted; its row goes with <see cref="Prune"/>.</summary>
    public void Forget(Guid task) => tasks.TryRemove(task, out _);

    /// <summary>Forgets whatever is not stored: a run that ended after its task was deleted has left its average here.</summary>
    public async Task ForgetGoneAsync(CancellationToken cancellationToken)
    {
        var before = tasks.Keys.ToHashSet();
        await using var db = databases.CreateDbContext();
        await foreach (var id in db.TaskDurations.Select(row => row.TaskId).AsAsyncEnumerable().WithCancellation(cancellationToken))
            before.Remove(id);
        foreach (var gone in before)
            Forget(gone);
    }

    /// <summary>Removes what is of no use any more: averages of deleted tasks, and days long past.</summary>
    public void Prune(WriteSession session)
    {
        session.Statement("DELETE FROM task_durations WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = task_durations.task_id)").Execute();
        session.Statement("DELETE FROM type_durations WHERE day <= @day").With("@day", types.Today - TypeDurations.KeptDays).Execute();
    }
}
