using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Outages;

namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>The rows of the outbox as the sender changes them: one is marked before it is handed over, so that whatever happens then it is not handed over twice.</summary>
internal sealed class MessageClaims(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, WriteRetry retry, MessageOutbox outbox, TimeProvider time, ILogger<MessageClaims> log)
{
    public const string MayHaveArrived = "The program ended while this was being handed over. It may or may not have arrived; send it again if it has not.";

    /// <summary>Longest error that is kept, in UTF-16 units.</summary>
    private const int LongestError = 2_000;

    // Written as in the index that it is to be found by.
    private const string Lane = "COALESCE(channel_id, x'00000000000000000000000000000000')";

    // From each lane to the next in the index: as many steps as there are lanes, however many messages wait. Told which index, because it would rather sort all that wait.
    private const string LanesSql = $"""
        WITH RECURSIVE lanes (lane) AS (
            SELECT (SELECT {Lane} FROM messages INDEXED BY messages_waiting WHERE state = 0 ORDER BY {Lane} LIMIT 1)
            UNION ALL SELECT (SELECT {Lane} FROM messages INDEXED BY messages_waiting WHERE state = 0 AND {Lane} > lane ORDER BY {Lane} LIMIT 1) FROM lanes WHERE lane IS NOT NULL)
        SELECT hex(lane) AS Lane, (SELECT next_at FROM messages INDEXED BY messages_waiting WHERE state = 0 AND {Lane} = lane ORDER BY next_at LIMIT 1) AS NextAt FROM lanes WHERE lane IS NOT NULL
        """;

    // Of those with the same time the one that was put in first: within a millisecond the ids have no order.
    private const string TakeSql = $"""
        UPDATE messages SET state = 1, attempts = attempts + 1, begun_at = COALESCE(begun_at, @now)
        WHERE id = (SELECT id FROM messages WHERE state = 0 AND {Lane} = @lane AND next_at <= @now ORDER BY next_at, rowid LIMIT 1) RETURNING id
        """;

    /// <summary>What waits, by what it leaves through, with the nearest instant at which one of it may leave.</summary>
    public async Task<IReadOnlyList<(Guid Lane, DateTimeOffset Next)>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var lanes = await db.Database.SqlQueryRaw<WaitingLane>(LanesSql).ToListAsync(cancellationToken);
        return lanes.ConvertAll(lane => (new Guid(Convert.FromHexString(lane.Lane), bigEndian: true), DateTimeOffset.FromUnixTimeMilliseconds(lane.NextAt)));
    }

    /// <summary>Nobody knows whether they left: they are given up, with words that say so.</summary>
    public async Task FailInterruptedAsync(CancellationToken cancellationToken)
    {
        var count = await retry.UntilDurableAsync(
            () => gate.WriteAsync(session => Task.FromResult(session.Statement("UPDATE messages SET state = 3, error = @words, ended_at = @now WHERE state = 1")
                .With("@words", MayHaveArrived).With("@now", time.GetUtcNow()).Execute())),
            () => "The state of messages",
            cancellationToken);
        if (count == 0)
            return;
        SendingLog.Interrupted(log, count);
        outbox.Changes.Tell();
    }

    /// <summary>Marks the oldest that may leave as being handed over; null when there is none.</summary>
    public Task<MessageRow?> TakeAsync(Guid lane) => gate.WriteAsync(session => TakeAsync(session, lane));

    /// <summary>Writes what became of one, and takes the next in the same transaction unless <paramref name="goesOn"/> is false.</summary>
    public Task<MessageRow?> EndAsync(MessageRow message, MessageRefusal? refusal, Guid lane, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var outcome = OutcomeOf(message, refusal, time.GetUtcNow());
        if (outcome.State == MessageState.Failed)
            SendingLog.GivenUp(log, message.Id, outcome.Error!);
        return retry.UntilDurableAsync(() => gate.WriteAsync(session => EndAsync(session, message, outcome, lane, goesOn)), () => "What became of a message", cancellationToken);
    }

    private async Task<MessageRow?> EndAsync(WriteSession session, MessageRow message, Outcome outcome, Guid lane, Func<bool> goesOn)
    {
        session.Statement("UPDATE messages SET state = @state, next_at = @next, error = @error, ended_at = @ended WHERE id = @id AND state = 1")
            .With("@id", message.Id).With("@state", outcome.State).With("@next", outcome.NextAt).With("@error", outcome.Error).With("@ended", outcome.EndedAt).Execute();
        session.AfterCommit(outbox.Changes.Tell);
        outbox.Ended(session, message.Via, outcome.State);
        return goesOn() ? await TakeAsync(session, lane) : null;
    }

    private async Task<MessageRow?> TakeAsync(WriteSession session, Guid lane)
    {
        var taken = session.Statement(TakeSql).With("@lane", lane).With("@now", time.GetUtcNow()).ReadIds();
        return taken is [var id] ? await session.Db.Messages.AsNoTracking().SingleAsync(message => message.Id == id, CancellationToken.None) : null;
    }

    private static Outcome OutcomeOf(MessageRow message, MessageRefusal? refusal, DateTimeOffset now)
    {
        if (refusal is null)
            return new(MessageState.Sent, DateTimeOffset.FromUnixTimeMilliseconds(message.NextAt), null, now);
        var words = Excerpt.Of(refusal.Words, LongestError);
        if (refusal.IsFinal)
            return new(MessageState.Failed, now, words, now);
        var begun = message.BegunAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : now;
        return now - begun >= SendingPace.GivenUpAfter
            ? new(MessageState.Failed, now, $"{words} It was tried for {SendingPace.GivenUpAfter.Days} days.", now)
            : new(MessageState.Waiting, now + SendingPace.After(message.Attempts), words, null);
    }

    private sealed record Outcome(MessageState State, DateTimeOffset NextAt, string? Error, DateTimeOffset? EndedAt);

    private sealed record WaitingLane(string Lane, long NextAt);
}
