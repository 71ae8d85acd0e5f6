using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Leases;

/// <summary>Renews the claims of this process while it performs them, and has lapsed ones of others rescued. A run that ends within seconds is never renewed.</summary>
public sealed class LeaseKeeper(IWriteGate gate, RunLedger ledger, RunningRuns running, LostRunRescuer rescuer, TimeProvider time, ILogger<LeaseKeeper> log)
{
    private static readonly string renewSql = Packed.With(Packed.Id("run")) + """
        UPDATE runs SET lease_until = @until WHERE id IN (SELECT run FROM packed) AND state = 1 AND owner_id = @owner RETURNING id
        """;

    private readonly CancellationTokenSource stop = new();
    private Task keeping = Task.CompletedTask;

    public void Start()
    {
        // Before anything else: a timer that is made on another thread may be made later than the time it is to measure.
        var timer = new PeriodicTimer(Lease.RenewEvery, time);
        keeping = Task.Run(() => KeepAsync(timer));
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await keeping;
        stop.Dispose();
    }

    private async Task KeepAsync(PeriodicTimer timer)
    {
        using (timer)
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token))
                    await OnceAsync();
            }
            catch (OperationCanceledException)
            {
                // The program stops; what still runs is given back by those who execute it.
            }
    }

    private async Task OnceAsync()
    {
        try
        {
            await RenewAsync();
            await rescuer.RescueLapsedAsync(running);
        }
        catch (Exception error)
        {
            // The seam to the disk: the next round is a few seconds away, and the fence keeps a lapsed claim from doing harm.
            RunsLog.LeasesNotRenewed(log, error);
        }
    }

    private async Task RenewAsync()
    {
        var now = time.GetUtcNow();
        var mine = running.HeldSince(now - Lease.RenewEvery + TimeSpan.FromMilliseconds(1));
        if (mine.Count == 0)
            return;
        var renewed = await gate.WriteAsync(session => Task.FromResult(session.Statement(renewSql)
            .With("@count", mine.Count).With("@run", Packed.Ids(mine, run => run)).With("@owner", ledger.OwnerId).With("@until", now + Lease.Length).ReadIds()));

        // Somebody else has taken it, so what it does here counts for nothing any more.
        foreach (var lost in mine.Except(renewed).Where(running.Holds))
            running.Cancel(lost, "Its lease had lapsed, and the run was given to another.");
    }
}
