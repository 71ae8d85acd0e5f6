using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Overview;

/// <summary>What is known in memory of how things stand.</summary>
public sealed record StandingInMemory(RunningRuns Running, HeldRuns Held, LateStarts Late, RunPace Pace, HealthBoard Health);

/// <summary>Reads how things stand. Each question reads a few entries of an index, whatever the tables hold; whoever may see tasks may see the answer.</summary>
public sealed class OverviewStore(IDbContextFactory<SchedulerDb> databases, RunStore runs, IncidentStore incidents, UsualLengths usual, StandingInMemory memory, TimeProvider time)
{
    /// <summary>How many of each kind are named.</summary>
    public const int Named = 8;

    /// <summary>How far ahead it looks.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int MostCounted = 100_000;

    public async Task<StandingNow> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = databases.CreateDbContext();
        await FillPaceAsync(db, cancellationToken);
        var waiting = await WaitingAsync(db, cancellationToken);
        var open = await incidents.ListAsync(true, 1, Named, cancellationToken);
        return new(now)
        {
            HasTasks = await db.Tasks.AnyAsync(cancellationToken),
            Running = await RunningAsync(now, cancellationToken),
            Waiting = waiting,
            Held = memory.Held.Count,
            Retrying = await db.Runs.CountAsync(run => run.State == RunState.Retrying && run.RetryAt != null, cancellationToken),
            Due = await DueAsync(db, now, cancellationToken),
            Failing = await FailingAsync(db, cancellationToken),
            Late = LateOf(waiting.Items, now),
            Throughput = memory.Pace.Now(),
            Health = memory.Health.Report(),
            DeadLetters = await db.Runs.CountAsync(run => run.State == RunState.DeadLettered, cancellationToken),
            Incidents = new(open.Items, open.Total),
        };
    }

    private async Task<FirstOf<RunningNow>> RunningAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var longest = memory.Running.Longest(Named);
        var found = (await runs.FindManyAsync(longest, cancellationToken)).Where(run => run.State == RunState.Running).OrderBy(run => run.StartedAt).ToList();
        var running = new List<RunningNow>(found.Count);
        foreach (var run in found)
            running.Add(new(run, now - run.StartedAt >= UsualLengths.AtLeast ? await usual.OfAsync(run, cancellationToken) : null));
        return new(running, Math.Max(running.Count, memory.Running.Count));
    }

    private async Task<FirstOf<Run>> WaitingAsync(SchedulerDb db, CancellationToken cancellationToken)
    {
        var queued = db.Runs.Where(run => run.State == RunState.Queued);
        var ids = await queued.OrderBy(run => run.DueAt).Take(Named).Select(run => run.Id).ToListAsync(cancellationToken);
        var first = await runs.FindManyAsync(ids, cancellationToken);
        var total = ids.Count < Named ? ids.Count : await queued.Take(MostCounted).CountAsync(cancellationToken);
        return new([.. first.Where(run => run.State == RunState.Queued).OrderBy(run => run.DueAt)], total);
    }

    private static async Task<FirstOf<DueTask>> DueAsync(SchedulerDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, until) = (now.ToUnixTimeMilliseconds(), (now + Ahead).ToUnixTimeMilliseconds());
        var due = db.Plans.Where(plan => plan.NextDueAt > from && plan.NextDueAt <= until);
        var rows = await due.OrderBy(plan => plan.NextDueAt).ThenBy(plan => plan.TaskId).Take(Named)
            .Select(plan => new { plan.TaskId, plan.NextDueAt, plan.Task.Title, plan.Task.Type }).ToListAsync(cancellationToken);
        var total = rows.Count < Named ? rows.Count : await due.Take(MostCounted).CountAsync(cancellationToken);
        return new(rows.ConvertAll(row => new DueTask(row.TaskId, row.Title, row.Type, Instant(row.NextDueAt))), total);
    }

    private async Task<FirstOf<FailingTask>> FailingAsync(SchedulerDb db, CancellationToken cancellationToken)
    {
        var failing = db.Plans.Where(plan => plan.Failures > 0);
        var rows = await failing.OrderByDescending(plan => plan.FailedAt).Take(Named)
            .Select(plan => new { plan.TaskId, plan.Failures, plan.FailedAt, plan.FailedRunId, plan.LastSuccessAt, plan.Task.Title, plan.Task.OwnerId, plan.Task.Tags }).ToListAsync(cancellationToken);
        var total = rows.Count < Named ? rows.Count : await failing.Take(MostCounted).CountAsync(cancellationToken);
        var last = (await runs.FindManyAsync([.. rows.Select(row => row.FailedRunId).OfType<Guid>()], cancellationToken)).ToDictionary(run => run.Id);
        return new(
            rows.ConvertAll(row => new FailingTask(row.TaskId, row.Title, row.Failures, Instant(row.FailedAt ?? 0), row.LastSuccessAt is { } at ? Instant(at) : null, row.FailedRunId is { } id ? last.GetValueOrDefault(id) : null)
            {
                Task = new(row.OwnerId, TaskRows.Tags(row.Tags)),
            }),
            total);
    }

    // Before those that have started late, those that should have started by now and that nothing holds.
    private FirstOf<LateStart> LateOf(IReadOnlyList<Run> waiting, DateTimeOffset now)
    {
        var overdue = waiting.Where(run => now - run.DueAt > RunAlerts.Lateness && run.Trigger <= RunTrigger.CatchUp && memory.Held.Find(run.Id) is null)
            .Select(run => new LateStart(run.Id, run.TaskId, run.Title, run.DueAt, now));
        var late = overdue.Concat(memory.Late.Recent()).ToList();
        return new([.. late.Take(Named)], late.Count);
    }

    private async Task FillPaceAsync(SchedulerDb db, CancellationToken cancellationToken)
    {
        var pace = memory.Pace;
        if (pace.IsFilled)
            return;
        var (from, until) = ((pace.Since - RunPace.Remembered).ToUnixTimeMilliseconds(), pace.Since.ToUnixTimeMilliseconds());
        var counted = await db.Runs.Where(run => run.EndedAt != null && run.EndedAt >= from && run.EndedAt < until)
            .GroupBy(run => run.EndedAt!.Value / 1_000).Select(group => new { Second = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        pace.Fill(counted.Select(one => (one.Second, one.Count)));
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
