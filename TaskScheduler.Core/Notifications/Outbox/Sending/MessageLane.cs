using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>What leaves by one way, one message after the other: all mail, or what goes to one channel. When nobody is reached, all of it is held back and one message tries later for all.</summary>
/// <param name="key">Id of the channel; empty for mail.</param>
internal sealed class MessageLane(Guid key, MessageClaims claims, MessageHandover handover, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(1);

    private int unreached;
    private volatile bool working;

    public bool IsWorking => working;

    /// <summary>Before this nothing of it leaves.</summary>
    public DateTimeOffset HeldUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Ends when nothing of it may leave any more.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <param name="stop">Takes no further message.</param>
    /// <param name="interrupt">Does not wait for what is being handed over.</param>
    /// <param name="done">Is called at the end, when it can be started again.</param>
    public void Start(Action done, CancellationToken stop, CancellationToken interrupt)
    {
        working = true;
        Work = Task.Run(
            async () =>
            {
                await WorkAsync(stop, interrupt);
                working = false;
                done();
            },
            CancellationToken.None);
    }

    private async Task WorkAsync(CancellationToken stop, CancellationToken interrupt)
    {
        try
        {
            using var row = handover.Open();
            var message = stop.IsCancellationRequested ? null : await claims.TakeAsync(key);
            while (message is not null)
            {
                var refusal = await row.SendAsync(message, interrupt);
                var held = Held(refusal);
                message = await claims.EndAsync(message, refusal, key, () => !held && !stop.IsCancellationRequested, interrupt);
            }
        }
        catch (Exception error)
        {
            // The seam to the disk: what waits waits a moment longer.
            HeldUntil = time.GetUtcNow() + pauseAfterFault;
            if (!interrupt.IsCancellationRequested)
                SendingLog.OutboxFailed(log, error);
        }
    }

    private bool Held(MessageRefusal? refusal)
    {
        unreached = refusal is { Unreached: true } ? unreached + 1 : 0;
        if (unreached == 0)
            return false;
        HeldUntil = time.GetUtcNow() + SendingPace.UntilProbe(unreached);
        SendingLog.NobodyReached(log, refusal!.Words, HeldUntil);
        return true;
    }
}
