namespace TaskScheduler.Tests.Support;

/// <summary>
/// A clock that stands still until it is told to move; timers fire while it moves, in their order. One that fires again and again does
/// so at its first times and at its last: nobody could follow each of the seconds of a day that passes at once.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    // So often is more than those who listen can take in while time moves.
    private const int FollowedTimes = 3;

    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(DateTimeOffset At, TaskCompletionSource Set)> awaited = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Returns once a timer is set for exactly this instant, so that moving there fires it.</summary>
    public Task TimerSetForAsync(DateTimeOffset at)
    {
        var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited.Add((at, set));
            TellOfTimers();
        }

        return set.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Advance(TimeSpan span) => MoveTo(GetUtcNow() + span);

    public void MoveTo(DateTimeOffset target)
    {
        lock (gate)
            timers.ForEach(timer => timer.BeginMove());
        while (NextTimer(target) is { } timer)
            timer.Fire();
        lock (gate)
            now = target > now ? target : now;
    }

    /// <summary>Moves at one go, as a machine that wakes up does: what was due on the way finds itself late.</summary>
    public void JumpTo(DateTimeOffset target)
    {
        lock (gate)
            now = target;
        MoveTo(target);
    }

    private void TellOfTimers()
    {
        foreach (var (_, set) in awaited.Where(wait => timers.Exists(timer => timer.DueAt == wait.At)))
            set.TrySetResult();
    }

    private ManualTimer? NextTimer(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            if (next is null)
                return null;
            now = next.DueAt > now ? next.DueAt : now;
            next.Rearm(until);
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime clock, Action callback) : ITimer
    {
        private TimeSpan period;
        private int fired;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                this.period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                DueAt = clock.now + dueTime;
                if (dueTime > TimeSpan.Zero)
                {
                    clock.timers.Add(this);
                    clock.TellOfTimers();
                    return true;
                }
            }

            ThreadPool.QueueUserWorkItem(_ => callback());
            return true;
        }

        public void Fire() => callback();

        public void BeginMove() => fired = 0;

        public void Rearm(DateTimeOffset until)
        {
            if (period <= TimeSpan.Zero)
                clock.timers.Remove(this);
            else if (++fired < FollowedTimes)
                DueAt += period;
            else
                DueAt += period * Math.Max(1, Math.Floor((until - DueAt) / period));
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
