using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Core.Notifications.Executed;

/// <summary>Writes what a task's user is told about a run.</summary>
public sealed class ExecutedMessages
{
    /// <summary>Null when the run is not kept any more.</summary>
    public Task<MessageContent?> WriteAsync(MessageRow message, CancellationToken cancellationToken) => Task.FromResult<MessageContent?>(null);
}
