using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Listing;

namespace TaskScheduler.Core.Runs.Control;

/// <summary>What can be done with many runs at once.</summary>
public enum RunAction
{
    /// <summary>Runs that have not ended end, or are asked to.</summary>
    Cancel,

    /// <summary>Runs that did not succeed get a further attempt.</summary>
    Retry,

    /// <summary>Dead letters leave the inbox.</summary>
    Discard,
}

/// <summary>One action for many runs.</summary>
/// <param name="Runs">For which; a page of it is not asked for.</param>
public sealed record RunOrders(RunAction Action, RunQuery Runs)
{
    /// <summary>How many are tried again in a minute, unless somebody says otherwise.</summary>
    public const int DefaultPerMinute = 60;

    /// <summary>Most that may be tried again in a minute.</summary>
    public const int MostPerMinute = 100_000;

    /// <summary>How many are tried again in a minute: 1 to 100,000.</summary>
    public int PerMinute { get; init; } = DefaultPerMinute;

    /// <summary>Why they are discarded; needed for that alone.</summary>
    public string? Reason { get; init; }
}

/// <summary>What was done with many runs.</summary>
/// <param name="Done">With how many it was done.</param>
/// <param name="Refused">How many were left as they are, by why.</param>
/// <param name="LastStartsAt">When the last of those that are tried again may start; null when none is.</param>
public sealed record BulkOutcome(int Done, IReadOnlyDictionary<string, int> Refused, DateTimeOffset? LastStartsAt);

/// <summary>Does what users ask of many runs, a few at a time: each batch is durable by itself, and what is due meanwhile goes in between.</summary>
public sealed class RunBulk(IWriteGate gate, RunControl control, WorkBoard board, ICaller caller, TimeProvider time)
{
    // A write of so many takes about a tenth of a second, for which whatever becomes due has to wait.
    private const int BatchSize = 100;

    /// <summary>Each run that matches is taken once, those that became due first first. Cancelling stops between two batches, and so does whoever stops the work on the board.</summary>
    public async Task<Result<BulkOutcome>> DoAsync(RunOrders orders, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Run))
            return Result<BulkOutcome>.Forbidden("You may look at runs, but not do this. Ask an administrator to make you an operator, or for a token with a wider scope.");
        var faults = Check(orders);
        if (faults.Count > 0)
            return Result<BulkOutcome>.Invalid(faults);
        var progress = new Progress(time.GetUtcNow(), TimeSpan.FromMinutes(1) / orders.PerMinute);
        using var work = board.Begin(WorkKind.Replay, Title(orders.Action), actor.AccountId);
        try
        {
            progress = orders.Runs.Ids is { } named
                ? await DoNamedAsync(orders, [.. named.Distinct().Order()], actor, (progress, work), cancellationToken)
                : await DoMatchingAsync(orders, actor, (progress, work), cancellationToken);
            var words = $"{progress.Done:N0} done, {progress.Refused.Values.Sum():N0} left as they were.";
            if (work.Stop.IsCancellationRequested)
                work.HasStopped("Stopped: " + words);
            else
                work.Finish(words);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            work.HasStopped("Stopped. What had been done by then stays done.");
            throw;
        }

        return new BulkOutcome(progress.Done, progress.Refused, orders.Action == RunAction.Retry && progress.Done > 0 ? progress.Begin + (progress.Between * (progress.Done - 1)) : null);
    }

    private static List<Fault> Check(RunOrders orders)
    {
        var faults = new List<Fault>();
        if (orders.Action == RunAction.Discard && RunRules.DiscardReason(orders.Reason, out _) is { } fault)
            faults.Add(fault);
        if (orders.PerMinute is < 1 or > RunOrders.MostPerMinute)
            faults.Add(new("perMinute", $"Write a whole number from 1 to {RunOrders.MostPerMinute}."));
        if (orders.Action == RunAction.Cancel && (orders.Runs.From is not null || orders.Runs.To is not null))
            faults.Add(new(orders.Runs.From is null ? "filter.to" : "filter.from", "Runs that can be cancelled have not ended, so leave out when they ended."));
        return faults;
    }

    private static string Title(RunAction action) => action switch
    {
        RunAction.Cancel => "Cancelling runs",
        RunAction.Retry => "Trying runs again",
        _ => "Discarding dead letters",
    };

    private async Task<Progress> DoNamedAsync(RunOrders orders, IReadOnlyList<Guid> named, Actor actor, (Progress Progress, Work Work) so, CancellationToken cancellationToken)
    {
        var (progress, work) = so;
        foreach (var some in named.Chunk(BatchSize).TakeWhile(_ => !work.Stop.IsCancellationRequested))
        {
            progress = (await DoSomeAsync(orders with { Runs = orders.Runs with { Ids = some } }, actor, Guid.Empty, progress, cancellationToken)).Progress;
            work.Report(progress.Taken, named.Count, unit: "runs");
        }

        return progress;
    }

    private async Task<Progress> DoMatchingAsync(RunOrders orders, Actor actor, (Progress Progress, Work Work) so, CancellationToken cancellationToken)
    {
        var batch = new Batch(BatchSize, Guid.Empty, so.Progress);
        while (batch.Taken == BatchSize && !so.Work.Stop.IsCancellationRequested)
        {
            batch = await DoSomeAsync(orders, actor, batch.Last, batch.Progress, cancellationToken);
            so.Work.Report(batch.Progress.Taken, unit: "runs");
        }

        return batch.Progress;
    }

    // What a write counts is kept apart until it is committed: it may be run twice.
    private Task<Batch> DoSomeAsync(RunOrders orders, Actor actor, Guid after, Progress before, CancellationToken cancellationToken) => gate.WriteAsync(async session =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ids = await Meant(session.Db.Runs, orders).Where(run => run.Id.CompareTo(after) > 0).OrderBy(run => run.Id).Select(run => run.Id).Take(BatchSize).ToListAsync(cancellationToken);
        var progress = before.Copy();
        foreach (var id in ids)
        {
            var result = orders.Action switch
            {
                RunAction.Cancel => await control.CancelAsync(session, actor, id, cancellationToken),
                RunAction.Discard => await control.DiscardAsync(session, actor, id, orders.Reason, cancellationToken),
                _ => await control.RetryAsync(session, actor, id, new(NotBefore: progress.Done == 0 ? null : progress.Begin + (progress.Between * progress.Done)), cancellationToken),
            };
            progress.Count(result);
        }

        return new Batch(ids.Count, ids.Count == 0 ? after : ids[^1], progress);
    });

    // Of those that are named, each is answered for; of those that match, only those are meant for which it can be done.
    private static IQueryable<RunRow> Meant(IQueryable<RunRow> runs, RunOrders orders)
    {
        var matching = RunMatching.Of(runs, orders.Runs);
        return orders.Runs.Ids is not null ? matching : orders.Action switch
        {
            RunAction.Cancel => matching.Where(run => run.EndedAt == null),
            RunAction.Discard => RunMatching.Ended(runs, orders.Runs).Where(run => run.State == RunState.DeadLettered),
            _ when orders.Runs.State == RunState.Retrying => matching,
            _ => RunMatching.Ended(runs, orders.Runs).Where(run => run.State != RunState.Succeeded),
        };
    }

    private sealed record Batch(int Taken, Guid Last, Progress Progress);

    private sealed record Progress(DateTimeOffset Begin, TimeSpan Between)
    {
        public int Done { get; private set; }

        public Dictionary<string, int> Refused { get; private init; } = new(StringComparer.Ordinal);

        public int Taken => Done + Refused.Values.Sum();

        public Progress Copy() => this with { Refused = new(Refused, StringComparer.Ordinal) };

        public void Count(Result<Run> result)
        {
            if (result.Succeeded)
                Done++;
            else
                Refused[result.Faults[0].Message] = Refused.GetValueOrDefault(result.Faults[0].Message) + 1;
        }
    }
}
