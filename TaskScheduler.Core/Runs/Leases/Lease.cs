namespace TaskScheduler.Core.Runs.Leases;

/// <summary>For how long a claim holds. A run whose holder is gone is found after at most <see cref="Length"/> and <see cref="RenewEvery"/>.</summary>
internal static class Lease
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>Three renewals may fail before a claim lapses.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);
}
