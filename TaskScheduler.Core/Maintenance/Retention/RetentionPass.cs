using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Retention.Chores;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>
/// Deletes what is past its time: a few rows at a time through the write gate, with rests between, so that no run ever waits long for it.
/// It keeps no place: what is deleted is not found again, so after a crash the next pass simply goes on.
/// </summary>
internal sealed class RetentionPass(IWriteGate gate, RetentionFinder finder, WorkBoard board, QuietPace pace, LiveFeed feed, ILogger<RetentionPass> log)
{
    // Some hundred pages of the journal: the writer empties it by itself, on the way of a run, at 4,000.
    private const int StepsToRelieve = 8;

    private readonly Lock once = new();
    private readonly StepSize step = new();
    private Work? going;
    private Task ended = Task.CompletedTask;

    /// <summary>How many rows the largest transaction of this process had, and how many there were: for whoever wants to see that they are small.</summary>
    public (int Largest, int Count) Steps { get; private set; }

    /// <summary>Begins a pass in the background, unless one goes on.</summary>
    /// <returns>The work it is, and what completes with it.</returns>
    public (WorkView Work, Task Ended) Start(Guid? startedBy)
    {
        lock (once)
        {
            if (going is null)
            {
                var work = going = board.Begin(WorkKind.Retention, "Deleting what is past its time", startedBy);
                ended = Task.Run(() => RunAsync(work));
            }

            return (going.View, ended);
        }
    }

    /// <summary>Stops the pass that goes on, if one does, and returns when it has ended.</summary>
    public Task StopAsync()
    {
        lock (once)
        {
            going?.AskToStop();
            return ended;
        }
    }

    private async Task RunAsync(Work work)
    {
        var removed = new Dictionary<RetentionKind, long>();
        try
        {
            await DeleteAllAsync(work, removed);
            work.Finish($"Deleted {RetentionWords.Of(removed)}.");
        }
        catch (OperationCanceledException) when (work.Stop.IsCancellationRequested)
        {
            work.HasStopped($"Stopped; deleted so far: {RetentionWords.Of(removed)}.");
        }
        catch (Exception error)
        {
            // The seam of a chore: what is not deleted now is found by the next pass.
            MaintenanceLog.RetentionFailed(log, error);
            work.Fail($"It ended with an error, after it had deleted {RetentionWords.Of(removed)}. It is tried again within the hour; the reason is in the server's log.");
        }
        finally
        {
            lock (once)
                going = null;
            work.Dispose();
            if (removed.Count > 0)
            {
                MaintenanceLog.Deleted(log, RetentionWords.Of(removed));
                feed.PublishReset();
            }
        }
    }

    private async Task DeleteAllAsync(Work work, Dictionary<RetentionKind, long> removed)
    {
        var rules = await finder.RulesAsync(work.Stop);
        foreach (var chore in finder.Chores)
        {
            var begin = pace.Now;
            await foreach (var page in chore.FindAsync(rules, work.Stop))
            {
                await pace.RestAsync(pace.Since(begin), work.Stop);
                foreach (var kind in page.GroupBy(doomed => doomed.Kind))
                    await DeleteAsync(chore, [.. kind], work, removed);
                begin = pace.Now;
            }
        }
    }

    private async Task DeleteAsync(IRetentionChore chore, Doomed[] found, Work work, Dictionary<RetentionKind, long> removed)
    {
        for (var at = 0; at < found.Length;)
        {
            var some = new ArraySegment<Doomed>(found, at, Math.Min(step.Rows, found.Length - at));
            at += some.Count;
            var (deleted, took) = await gate.WriteAsync(session => Task.FromResult(DeleteSome(session, chore, some)));
            step.Took(some.Count, took);
            Steps = (Math.Max(Steps.Largest, some.Count), Steps.Count + 1);
            removed[some[0].Kind] = removed.GetValueOrDefault(some[0].Kind) + deleted;
            work.Report(removed.Values.Sum(), step: RetentionWords.Of(some[0].Kind), unit: "rows");
            if (Steps.Count % StepsToRelieve == 0)
                pace.Relieve();
            await pace.RestAsync(took, work.Stop);
        }
    }

    private (int Deleted, TimeSpan Took) DeleteSome(WriteSession session, IRetentionChore chore, IReadOnlyList<Doomed> some)
    {
        var begin = pace.Now;
        var deleted = chore.Delete(session, some);
        if (deleted > 0)
            session.Statement("""
                INSERT INTO retention_removed (day, kind, removed) VALUES (@day, @kind, @removed)
                ON CONFLICT (day, kind) DO UPDATE SET removed = removed + excluded.removed
                """).With("@day", finder.Today).With("@kind", some[0].Kind).With("@removed", deleted).Execute();
        return (deleted, pace.Since(begin));
    }
}
