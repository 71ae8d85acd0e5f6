using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Firing;

/// <summary>From due to recorded: the loops that carry runs. They start from the end and stop from the front, so that nothing is left between two.</summary>
public sealed class RunPipeline(RunLedger ledger, DueIntake intake, RunDispatcher dispatcher, OutcomeRecorder outcomes)
{
    public async Task StartAsync()
    {
        await ledger.WarmUpAsync();
        outcomes.Start();
        dispatcher.Start();
        intake.Start();
    }

    public async Task StopAsync()
    {
        await intake.StopAsync();
        await dispatcher.StopAsync();
        await outcomes.StopAsync();
    }
}
