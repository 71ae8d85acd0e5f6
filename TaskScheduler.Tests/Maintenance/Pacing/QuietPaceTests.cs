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
        var (time, load) = (new ManualTime(SchedulerDriver.Noon), new Load { Waiting = 1 });
        var resting = new QuietPace(load, time).RestAsync(TimeSpan.Zero, Cancel);
        var asked = load.NextAsync();
        time.Advance(TimeSpan.FromMilliseconds(1));
        await asked.WaitAsync(Cancel);
        Assert.False(resting.IsCompleted);

        while (!resting.IsCompleted)
        {
            asked = load.NextAsync();
            time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.WhenAny(asked, resting).WaitAsync(Cancel);
        }

        Assert.InRange(time.GetUtcNow() - SchedulerDriver.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
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
        private int waiting;
        private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting
        {
            get
            {
                asked.TrySetResult();
                return waiting;
            }

            set => waiting = value;
        }

        /// <summary>Completes the next time somebody asks.</summary>
        public Task NextAsync()
        {
            asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return asked.Task;
        }
    }
}
