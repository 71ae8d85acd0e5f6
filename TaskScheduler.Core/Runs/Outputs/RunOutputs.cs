using Microsoft.Extensions.Options;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Outages;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>Opens an output for each attempt and has its parts written.</summary>
public sealed class RunOutputs(IWriteGate gate, WriteRetry retry, IOptions<RunOptions> options, TimeProvider time)
{
    /// <summary>Names the runs whose output has grown. Apart from the feed of runs, so that a run that writes a lot wakes no list.</summary>
    public LiveFeed Changes { get; } = new();

    internal TimeProvider Time => time;

    /// <summary>What the attempt of this run writes to. Whoever opens it closes it, and has what is left written.</summary>
    public AttemptOutput Open(ClaimedRun run) => new(run, this);

    internal OutputTape NewTape() => new(options.Value.OutputLimit);

    /// <summary>Returns once it is durable; false when the attempt does not hold its run any more.</summary>
    internal Task<bool> StoreAsync(OutputChange change, CancellationToken cancellationToken) =>
        retry.UntilDurableAsync(() => StoreAsync(change), () => $"Output of run {change.RunId}", cancellationToken);

    /// <summary>Null when it could not be written now.</summary>
    internal async Task<bool?> TryStoreAsync(OutputChange change)
    {
        try
        {
            return await StoreAsync(change);
        }
        catch (Exception)
        {
            // The gate has logged it; the text is still held, and tried again with what comes or a second later.
            return null;
        }
    }

    private Task<bool> StoreAsync(OutputChange change) => gate.WriteAsync(session =>
    {
        var held = OutputParts.Write(session, change);
        if (held)
            session.AfterCommit(() => Changes.PublishRun(change.RunId, change.TaskId));
        return Task.FromResult(held);
    });
}
