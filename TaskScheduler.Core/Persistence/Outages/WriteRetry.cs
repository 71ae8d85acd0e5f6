using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Persistence.Outages;

/// <summary>For writes that must not be lost: tries again while the disk is full or the database away.</summary>
public sealed class WriteRetry(StorageWatch watch, TimeProvider time, ILogger<WriteRetry> log)
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    /// <param name="what">What waits, for the log and for people: "The outcome of 12 runs".</param>
    public async Task<T> UntilDurableAsync<T>(Func<Task<T>> write, Func<string> what, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    return await write();
                }
                catch (Exception error)
                {
                    // The seam to the disk: nothing is dropped, it waits here in its order.
                    var pauseOver = Task.Delay(pause, time, cancellationToken);
                    var words = what();
                    PersistenceLog.WriteWaits(log, words, error);
                    watch.Failed(write, words, error);
                    await pauseOver;
                }
            }
        }
        finally
        {
            watch.Over(write);
        }
    }
}
