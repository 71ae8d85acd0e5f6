using Microsoft.Extensions.Options;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Notifications.Alerts;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>Whether there is a backup that is recent enough.</summary>
public sealed class BackupHealth(FactBoard board, IOptions<BackupOptions> options, TimeProvider time) : IHealthSource
{
    // A day, and the time that one takes to be made.
    private static readonly TimeSpan oldestOfDaily = TimeSpan.FromHours(26);

    public HealthEntry Look()
    {
        var (last, fault) = (board.Latest?.Backups?.LastGood?.At, board.Latest?.Backups?.Why);
        var age = time.GetUtcNow() - last;
        var tooOld = options.Value.Daily && age > oldestOfDaily;
        var words = fault is not null ? $"The last backup failed: {fault}"
            : age is not { } known ? "There are no backups yet."
            : $"The last backup was made {AlertWords.Lasting(known)} ago{(tooOld ? ", which is longer than it should be" : "")}.";
        return new("backup", fault is not null || tooOld ? HealthStatus.Degraded : HealthStatus.Healthy, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["lastAt"] = last, ["nextAt"] = board.Latest?.Backups?.NextAt },
        };
    }
}
