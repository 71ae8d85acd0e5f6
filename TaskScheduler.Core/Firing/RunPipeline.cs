using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Firing;

/// <summary>From due to recorded: the loops that carry runs. They start from the end and stop from the front, so that nothing is left between two.</summary>
public sealed class RunPipeline(RunLedger ledger, DueIntake intake, RunDispatcher dispatcher, OutcomeRecorder outcomes, RetryWatch retries, LeaseKeeper leases)
{
    public async Task StartAsync()
    {
        await ledger.WarmUpAsync();
        outcomes.Start();
        await dispatcher.StartAsync();
        leases.Start();
        retries.Start();
        intake.Start();
    }

    public async Task StopAsync()
    {
        await intake.StopAsync();
        await retries.StopAsync();
        await dispatcher.StopAsync();
        await outcomes.StopAsync();
        await leases.StopAsync();
    }
}
