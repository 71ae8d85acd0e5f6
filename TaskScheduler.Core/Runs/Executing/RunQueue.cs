using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>A run that is recorded and waits to be executed.</summary>
public readonly record struct QueuedRun(Guid RunId, Guid TaskId);

/// <summary>
/// Carries recorded runs to those who execute them. It is bounded and holds nothing that is not in the ledger:
/// what does not fit stays there as queued, and is read again when the queue has run dry.
/// </summary>
public sealed class RunQueue(IOptions<RunOptions> options)
{
    private readonly Channel<QueuedRun> channel = Channel.CreateBounded<QueuedRun>(new BoundedChannelOptions(options.Value.QueueCapacity) { SingleReader = true });
    private int leftInLedger;

    /// <summary>How many runs it holds at most.</summary>
    public int Capacity => options.Value.QueueCapacity;

    /// <summary>Adds a run, or leaves it in the ledger when the queue is full. Never waits.</summary>
    public void Enqueue(QueuedRun run)
    {
        if (channel.Writer.TryWrite(run))
            return;
        LeaveInLedger();

        // Whoever reads may have emptied the queue before the note was made, and would then not look at it.
        channel.Writer.TryWrite(run);
    }

    /// <summary>Says that the ledger holds queued runs that are not here.</summary>
    public void LeaveInLedger() => Volatile.Write(ref leftInLedger, 1);

    /// <summary>Whether runs were left in the ledger since this was last asked.</summary>
    public bool TakeLeftInLedger() => Interlocked.Exchange(ref leftInLedger, 0) == 1;

    public bool IsEmpty => channel.Reader.Count == 0;

    public bool TryRead(out QueuedRun run) => channel.Reader.TryRead(out run);

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken) => channel.Reader.WaitToReadAsync(cancellationToken);
}
