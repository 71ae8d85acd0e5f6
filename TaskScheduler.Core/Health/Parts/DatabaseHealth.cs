using TaskScheduler.Core.Persistence.Outages;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>Whether the database can be read and written.</summary>
public sealed class DatabaseHealth(StorageWatch storage, FactBoard board) : IHealthSource
{
    /// <summary>False when nothing can be done with the database.</summary>
    public bool IsUsable => board.Latest is { ReadFault: null };

    public HealthEntry Look()
    {
        var (facts, trouble) = (board.Latest, storage.Trouble);
        var (status, words) = facts switch
        {
            null => (HealthStatus.Degraded, "The database was not looked at yet."),
            { ReadFault: { } fault } => (HealthStatus.Unhealthy, $"The database can't be read: {fault.TrimEnd('.')}. Look at the disk of the data folder."),
            _ when trouble is not null => (HealthStatus.Degraded, trouble.Words),
            { WriteFault: { } fault } => (HealthStatus.Degraded, $"The database can't be written: {fault.TrimEnd('.')}. Look at the disk of the data folder."),
            _ => (HealthStatus.Healthy, "The database can be read and written."),
        };
        return new("database", status, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["readable"] = facts is { ReadFault: null },
                ["writable"] = facts is { WriteFault: null } && trouble is null,
                ["troubleSince"] = trouble?.Since,
                ["writeMs"] = facts?.WriteMs,
                ["sizeBytes"] = facts?.DatabaseBytes,
                ["checkedAt"] = facts?.At,
            },
        };
    }
}
