using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>Invites for occurrences that have come near since their tasks were changed last, in writes of bounded size.</summary>
public sealed class NearInvites(NearTasks near, InviteBook book, IWriteGate gate, TimeProvider time)
{
    private const int TasksInWrite = 100;

    /// <summary>How long an invite is kept after its occurrence: long enough to know of the one an hour before.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(7);

    private static readonly TimeSpan forgottenEvery = TimeSpan.FromHours(1);
    private const int ForgottenInWrite = 5_000;
    private DateTimeOffset forgotten;

    internal async Task SendAsync(CancellationToken cancellationToken)
    {
        // One for which nothing is sent after all must not be found for ever, hence places.
        NearTask after = default;
        List<NearTask> found;
        do
        {
            found = await near.ListAsync(time.GetUtcNow(), after, TasksInWrite, cancellationToken);
            if (found.Count > 0)
            {
                await gate.WriteAsync(session => FollowAsync(session, found));
                after = found[^1];
            }
        }
        while (found.Count == TasksInWrite && !cancellationToken.IsCancellationRequested);
        await ForgetAsync();
    }

    private async Task<bool> FollowAsync(WriteSession session, List<NearTask> found)
    {
        var now = time.GetUtcNow();
        foreach (var task in await NearTasks.ReadAsync(session, found))
            book.Follow(session, task, now);
        return true;
    }

    private async Task ForgetAsync()
    {
        var now = time.GetUtcNow();
        if (now - forgotten < forgottenEvery)
            return;
        if (await gate.WriteAsync(session => Task.FromResult(SentInvites.Forget(session, now - kept, ForgottenInWrite))) < ForgottenInWrite)
            forgotten = now;
    }
}
