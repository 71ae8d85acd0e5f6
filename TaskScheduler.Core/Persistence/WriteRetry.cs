using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Persistence;

/// <summary>For writes that must not be lost: tries again while the disk is full or the database away.</summary>
public sealed class WriteRetry(TimeProvider time, ILogger<WriteRetry> log)
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    /// <param name="what">What waits, for the log: "12 outcomes".</param>
    public async Task<T> UntilDurableAsync<T>(Func<Task<T>> write, Func<string> what, CancellationToken cancellationToken)
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
                PersistenceLog.WriteWaits(log, what(), error);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
