using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>A run that is recorded and waits to be executed.</summary>
/// <param name="Priority">Runs with a higher one start first.</param>
public readonly record struct QueuedRun(Guid RunId, Guid TaskId, int Priority = 0);

/// <summary>
/// Carries recorded runs to those who execute them, the most urgent first. It is bounded and holds nothing that is not in the ledger:
/// what does not fit stays there as queued, and is read again when the queue has run dry.
/// </summary>
public sealed class RunQueue(IOptions<RunOptions> options)
{
    // Among equals, the first that came is the first to go.
    private static readonly Comparer<Place> mostUrgentFirst = Comparer<Place>.Create((one, other) =>
        one.Run.Priority == other.Run.Priority ? one.Number.CompareTo(other.Number) : other.Run.Priority.CompareTo(one.Run.Priority));

    private readonly Channel<Place> channel = Channel.CreateUnboundedPrioritized(new UnboundedPrioritizedChannelOptions<Place> { SingleReader = true, Comparer = mostUrgentFirst });
    private int count;
    private long placed;
    private int leftInLedger;
    private long timesLeft;

    /// <summary>How many runs it holds at most.</summary>
    public int Capacity => options.Value.QueueCapacity;

    /// <summary>Adds a run, or leaves it in the ledger when the queue is full; returns whether it was added. Never waits.</summary>
    public bool Enqueue(QueuedRun run)
    {
        if (TryAdd(run))
            return true;
        LeaveInLedger();

        // Whoever reads may have emptied the queue before the note was made, and would then not look at it.
        return TryAdd(run);
    }

    /// <summary>Says that the ledger holds queued runs that are not here.</summary>
    public void LeaveInLedger()
    {
        Interlocked.Increment(ref timesLeft);
        ReadOn();
    }

    /// <summary>How often something was left in the ledger.</summary>
    public long TimesLeft => Interlocked.Read(ref timesLeft);

    /// <summary>Asks for the ledger to be read once the queue has run dry.</summary>
    public void ReadOn() => Volatile.Write(ref leftInLedger, 1);

    /// <summary>Whether runs were left in the ledger since this was last asked.</summary>
    public bool TakeLeftInLedger() => Interlocked.Exchange(ref leftInLedger, 0) == 1;

    /// <summary>How many runs it holds.</summary>
    public int Count => Math.Max(0, Volatile.Read(ref count));

    public bool IsEmpty => Volatile.Read(ref count) == 0;

    public bool TryRead(out QueuedRun run)
    {
        var read = channel.Reader.TryRead(out var place);
        if (read)
            Interlocked.Decrement(ref count);
        run = place.Run;
        return read;
    }

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken) => channel.Reader.WaitToReadAsync(cancellationToken);

    private bool TryAdd(QueuedRun run)
    {
        if (Interlocked.Increment(ref count) > Capacity)
        {
            Interlocked.Decrement(ref count);
            return false;
        }

        return channel.Writer.TryWrite(new(run, Interlocked.Increment(ref placed)));
    }

    private readonly record struct Place(QueuedRun Run, long Number);
}
