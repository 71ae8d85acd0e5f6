using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>Takes messages in the transaction of what they tell about. Nothing is sent here, and nothing waits for it.</summary>
public sealed class MessageOutbox(SchedulerMeter meter, TimeProvider time)
{
    internal static readonly JsonSerializerOptions ContentJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Tells that messages have come, or have become others.</summary>
    internal ChangeSignal Changes { get; } = new();

    /// <summary>Tells that there is something to be sent.</summary>
    internal ChangeSignal Arrivals { get; } = new();

    /// <summary>From now on <paramref name="changed"/> is called after each change of a message, on any thread.</summary>
    public IDisposable Listen(Action changed) => Changes.Listen(changed);

    /// <summary>Puts a message in; false when there is one with its key already, which stays as it is.</summary>
    public bool Put(WriteSession session, NewMessage message)
    {
        var now = time.GetUtcNow();
        var taken = session.Statement("""
            INSERT INTO messages (id, key, kind, via, channel_id, destination, subject, content, task_id, run_id, state, attempts, next_at, created_at, trace_parent)
            VALUES (@id, @key, @kind, @via, @channel, @to, @subject, @content, @task, @run, 0, 0, @next, @now, @trace) ON CONFLICT (key) DO NOTHING
            """)
            .With("@id", Guid.CreateVersion7(now)).With("@key", message.Key).With("@kind", (long)message.Kind).With("@via", (long)message.Via).With("@channel", message.ChannelId)
            .With("@to", message.To).With("@subject", message.Subject)
            .With("@content", message.Content is { } content ? JsonSerializer.Serialize(content, ContentJson) : null)
            .With("@task", message.TaskId).With("@run", message.RunId).With("@next", message.NotBefore ?? now).With("@now", now).With("@trace", message.TraceParent)
            .Execute() == 1;
        if (taken)
            session.AfterCommit(TellOfArrival);
        return taken;
    }

    /// <summary>Counts one that has left or was given up, once that is durable.</summary>
    internal void Ended(WriteSession session, MessageVia via, MessageState state)
    {
        if (state is MessageState.Sent or MessageState.Failed)
            session.AfterCommit(() => meter.Message(WordOf(via), state == MessageState.Sent));
    }

    internal void TellOfArrival()
    {
        Arrivals.Tell();
        Changes.Tell();
    }

    private static string WordOf(MessageVia via) => JsonNamingPolicy.CamelCase.ConvertName(via.ToString());
}
