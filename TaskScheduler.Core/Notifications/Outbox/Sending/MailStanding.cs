namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>A mail that was not taken.</summary>
/// <param name="Unreached">It is not about this mail: no other would have been taken either.</param>
internal sealed record MailFailure(DateTimeOffset At, string Words, bool Unreached);

/// <summary>What became of the last mails, since the program started.</summary>
internal sealed class MailStanding(TimeProvider time)
{
    private long success;
    private volatile MailFailure? failure;

    /// <summary>Null when none was taken yet.</summary>
    public DateTimeOffset? LastSuccessAt => Volatile.Read(ref success) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Null when all were taken so far.</summary>
    public MailFailure? LastFailure => failure;

    public void Note(MessageRefusal? refusal)
    {
        if (refusal is null)
            Volatile.Write(ref success, time.GetUtcNow().ToUnixTimeMilliseconds());
        else
            failure = new(time.GetUtcNow(), refusal.Words, refusal.Unreached);
    }
}
