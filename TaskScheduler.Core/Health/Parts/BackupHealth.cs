using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>What is known of backups.</summary>
public interface IBackupFacts
{
    /// <summary>When the last backup was made that could be opened again; null when there is none.</summary>
    DateTimeOffset? LastAt { get; }

    /// <summary>How old the last one may be: somewhat more than the time between two; null when none are made by themselves.</summary>
    TimeSpan? OldestAllowed { get; }

    /// <summary>Why the last attempt failed, a sentence; null when it succeeded or there was none.</summary>
    string? LastFault { get; }
}

/// <summary>Where nothing makes backups.</summary>
public sealed class NoBackups : IBackupFacts
{
    public DateTimeOffset? LastAt => null;

    public TimeSpan? OldestAllowed => null;

    public string? LastFault => null;
}

/// <summary>Whether there is a backup that is recent enough.</summary>
public sealed class BackupHealth(IBackupFacts backups, TimeProvider time) : IHealthSource
{
    public HealthEntry Look()
    {
        var (last, fault) = (backups.LastAt, backups.LastFault);
        var tooOld = last is { } at && time.GetUtcNow() - at > backups.OldestAllowed;
        var words = fault is not null ? $"The last backup failed: {fault}"
            : last is not { } made ? "There are no backups yet."
            : $"The last backup was made {AlertWords.Lasting(time.GetUtcNow() - made)} ago{(tooOld ? ", which is longer than it should be" : "")}.";
        return new("backup", fault is not null || tooOld ? HealthStatus.Degraded : HealthStatus.Healthy, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["lastAt"] = last },
        };
    }
}
