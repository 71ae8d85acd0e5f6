namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>When a message that was not taken is tried again, and for how long.</summary>
internal static class SendingPace
{
    /// <summary>After this no message is tried again by itself: what it says is old by then.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan first = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan longestProbe = TimeSpan.FromMinutes(5);

    /// <summary>The wait after so many attempts: 30 s, then twice as long each time, up to an hour.</summary>
    public static TimeSpan After(int attempts) => Doubled(attempts, longest);

    /// <summary>How long all that leaves by one way waits when nobody was reached by it: shorter, because one message tries it for all.</summary>
    public static TimeSpan UntilProbe(int failures) => Doubled(failures, longestProbe);

    private static TimeSpan Doubled(int times, TimeSpan most)
    {
        var wait = first;
        for (var time = 1; time < times && wait < most; time++)
            wait *= 2;
        return wait < most ? wait : most;
    }
}
