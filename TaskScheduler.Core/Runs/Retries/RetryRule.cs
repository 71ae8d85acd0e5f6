namespace TaskScheduler.Core.Runs.Retries;

/// <summary>How long a run waits before each further attempt, and how many it gets.</summary>
/// <param name="MaxAge">No attempt starts later than this after the run was due; null when age does not matter.</param>
public abstract record RetryRule(TimeSpan? MaxAge)
{
    /// <summary>Most retries a rule may give.</summary>
    public const int MostRetries = 100;

    /// <summary>Longest wait between two attempts.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>What a task gets whose author says nothing: three retries, after 10, 20 and 40 seconds.</summary>
    public static RetryRule Default { get; } = new ExponentialRetry(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), 3, true, null);

    /// <summary>The word for it in JSON: <c>none</c>, <c>fixed</c>, <c>exponential</c> or <c>list</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many further attempts a run gets by itself.</summary>
    public abstract int Retries { get; }

    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">From 1 to <see cref="Retries"/>.</param>
    /// <param name="chance">From 0 to 1: where in its range a wait with jitter lies.</param>
    public abstract TimeSpan WaitBefore(int retry, double chance);
}

/// <summary>The first attempt is the last.</summary>
public sealed record NoRetry() : RetryRule((TimeSpan?)null)
{
    public override string Kind => "none";

    public override int Retries => 0;

    public override TimeSpan WaitBefore(int retry, double chance) => throw new ArgumentOutOfRangeException(nameof(retry), retry, "There are no retries.");
}

/// <summary>The same wait before each retry.</summary>
public sealed record FixedRetry(TimeSpan Wait, int Count, TimeSpan? MaxAge) : RetryRule(MaxAge)
{
    public override string Kind => "fixed";

    public override int Retries => Count;

    public override TimeSpan WaitBefore(int retry, double chance) => Wait;
}

/// <summary>A wait that doubles from one retry to the next, up to a longest one.</summary>
/// <param name="Wait">Before the first retry.</param>
/// <param name="Jitter">Whether each wait is made up to a quarter shorter or longer, so that runs that failed together are not tried again together.</param>
public sealed record ExponentialRetry(TimeSpan Wait, TimeSpan MaxWait, int Count, bool Jitter, TimeSpan? MaxAge) : RetryRule(MaxAge)
{
    private const double JitterShare = 0.25;

    public override string Kind => "exponential";

    public override int Retries => Count;

    public override TimeSpan WaitBefore(int retry, double chance)
    {
        // Doubling as a power of two: beyond the longest wait long before a double is at its end.
        var doubled = Math.Min(Wait.TotalMilliseconds * Math.Pow(2, retry - 1), MaxWait.TotalMilliseconds);
        var factor = Jitter ? 1 + (JitterShare * ((2 * chance) - 1)) : 1;
        return TimeSpan.FromMilliseconds(Math.Round(Math.Min(doubled * factor, MaxWait.TotalMilliseconds)));
    }
}

/// <summary>The waits one by one; there are as many retries as waits.</summary>
public sealed record ListedRetry(IReadOnlyList<TimeSpan> Waits, TimeSpan? MaxAge) : RetryRule(MaxAge)
{
    public override string Kind => "list";

    public override int Retries => Waits.Count;

    public override TimeSpan WaitBefore(int retry, double chance) => Waits[retry - 1];

    public bool Equals(ListedRetry? other) => other is not null && MaxAge == other.MaxAge && Waits.SequenceEqual(other.Waits);

    public override int GetHashCode() => HashCode.Combine(MaxAge, Waits.Count);
}
