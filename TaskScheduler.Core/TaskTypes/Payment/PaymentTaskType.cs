using TaskScheduler.Core.Payments;

namespace TaskScheduler.Core.TaskTypes.Payment;

/// <summary>Makes a payment by the gateway of the settings.</summary>
public sealed class PaymentTaskType(IPaymentGateway gateway) : ITaskType
{
    public TaskTypeDescription Description => PaymentPayload.Description;

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        var written = PaymentPayload.Read(run);
        if (!written.Succeeded)
            return Performance.Failed(string.Join(' ', written.Faults.Select(fault => fault.Message))) with { IsFinal = true };
        var outcome = await gateway.PayAsync(written.Value, cancellationToken);
        await run.Output.WriteAsync($"{written.Value.Money} from {written.Value.From} to {written.Value.To}\nReference: {written.Value.Reference}\nKey: {run.RunId}\n", cancellationToken);
        if (outcome.Verdict == PaymentVerdict.Made)
            await run.Output.WriteAsync($"\nPaid by {gateway.Name}. {outcome.Words}", cancellationToken);
        return outcome.Verdict switch
        {
            PaymentVerdict.Made => Performance.Succeeded(),
            // None of the task's later runs would fare better until somebody has looked at it.
            PaymentVerdict.NoFunds or PaymentVerdict.NotAuthorised => Performance.Failed(outcome.Words) with { IsFinal = true, StopsTask = true },
            PaymentVerdict.Refused => Performance.Failed(outcome.Words) with { IsFinal = true },
            PaymentVerdict.Unavailable => Performance.Failed(outcome.Words) with { RetryAfter = outcome.RetryAfter },
            _ => Performance.Failed($"{outcome.Words} {Uncertain}") with { RetryAfter = outcome.RetryAfter },
        };
    }

    private const string Uncertain = "So it is not known whether the payment was made. Further attempts of this run send the same key, under which it is made at most once; a new run would pay again.";
}
