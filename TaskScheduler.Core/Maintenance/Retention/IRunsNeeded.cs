namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>Somebody who has to read ended runs before they may be deleted, such as what sums them up.</summary>
public interface IRunsNeeded
{
    /// <summary>Runs that ended at this instant or later are still needed; null when none is.</summary>
    Task<DateTimeOffset?> FromAsync(CancellationToken cancellationToken);
}
