using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Pacing;

public sealed class QuietPaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_rests_four_times_as_long_as_it_worked()
    {
        var time = new ManualTime(SchedulerDriver.Noon);
        var resting = new QuietPace(new Load(), time).RestAsync(TimeSpan.FromMilliseconds(5), Cancel);

        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.False(resting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        await resting.WaitAsync(Cancel);
    }

    [Fact]
    public async Task It_rests_on_while_others_wait_to_write_but_not_for_ever()
    {
        var time = new WatchedTime(new ManualTime(SchedulerDriver.Noon));
        var resting = new QuietPace(new Load { Waiting = 1 }, time).RestAsync(TimeSpan.Zero, Cancel);
        var rests = 0;
        while (await Task.WhenAny(time.NextTimerAsync(), resting).WaitAsync(Cancel) != resting)
        {
            rests++;
            time.Inner.Advance(TimeSpan.FromMilliseconds(5));
        }

        Assert.Equal(1 + (1_000 / 5), rests);
    }

    [Fact]
    public void Steps_grow_while_they_are_fast_and_shrink_when_they_are_not()
    {
        var step = new StepSize();
        for (var fast = 0; fast < 20; fast++)
            step.Took(step.Rows, TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(StepSize.Most, step.Rows);

        step.Took(step.Rows, QuietPace.StepAim * 10);
        Assert.Equal(StepSize.Most / 10, step.Rows);
        step.Took(step.Rows, TimeSpan.FromSeconds(10));
        Assert.Equal(StepSize.Least, step.Rows);
    }

    private sealed class Load : IGateLoad
    {
        public int Waiting { get; init; }

        public void Relieve()
        {
            // It has no journal.
        }
    }

    /// <summary>Says when somebody begins to wait, so that time is not moved before.</summary>
    private sealed class WatchedTime(ManualTime inner) : TimeProvider
    {
        private readonly SemaphoreSlim begun = new(0);

        public ManualTime Inner => inner;

        public Task NextTimerAsync() => begun.WaitAsync(Cancel);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = inner.CreateTimer(callback, state, dueTime, period);
            begun.Release();
            return timer;
        }
    }
}
