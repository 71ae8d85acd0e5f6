using TaskScheduler.Core.Paging;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Paging;

public class TotalsTests
{
    private readonly ManualTime time = new(SchedulerDriver.Noon);
    private readonly Totals totals;
    private int counted;

    public TotalsTests() => totals = new(time);

    [Fact]
    public async Task A_long_list_is_counted_once_in_a_while()
    {
        Assert.Equal(Totals.Long, await CountAsync("long", Totals.Long));
        time.JumpTo(SchedulerDriver.Noon + Totals.Remembered - TimeSpan.FromMilliseconds(1));
        Assert.Equal(Totals.Long, await CountAsync("long", Totals.Long + 1));
        Assert.Equal(1, counted);

        time.JumpTo(SchedulerDriver.Noon + Totals.Remembered);

        Assert.Equal(Totals.Long + 1, await CountAsync("long", Totals.Long + 1));
    }

    [Fact]
    public async Task A_list_that_is_not_long_is_counted_each_time()
    {
        await CountAsync("short", Totals.Long - 1);

        Assert.Equal(7, await CountAsync("short", 7));
    }

    [Fact]
    public async Task Each_list_has_a_total_of_its_own()
    {
        await CountAsync("one", Totals.Long);

        Assert.Equal(Totals.Long + 5, await CountAsync("other", Totals.Long + 5));
    }

    [Fact]
    public async Task Whoever_asks_within_a_minute_is_given_the_last_total_while_the_list_is_counted_anew()
    {
        await totals.CountBesideAsync("long", () => Task.FromResult(Totals.Long));
        time.JumpTo(SchedulerDriver.Noon + Totals.Remembered);
        var recount = new TaskCompletionSource<int>();
        var begun = new TaskCompletionSource();

        Assert.Equal(Totals.Long, await totals.CountBesideAsync("long", () =>
        {
            begun.SetResult();
            return recount.Task;
        }));
        await begun.Task;
        Assert.Equal(Totals.Long, await totals.CountBesideAsync("long", () => throw new InvalidOperationException("It is being counted already.")));
        recount.SetResult(0);
    }

    [Fact]
    public async Task Whoever_asks_later_is_given_the_new_total_when_it_is_counted_soon()
    {
        await totals.CountBesideAsync("long", () => Task.FromResult(Totals.Long));

        time.JumpTo(SchedulerDriver.Noon + Totals.Served);

        Assert.Equal(Totals.Long + 1, await totals.CountBesideAsync("long", () => Task.FromResult(Totals.Long + 1)));
    }

    [Fact]
    public async Task Whoever_asks_later_is_given_the_last_total_when_counting_takes_long()
    {
        await totals.CountBesideAsync("long", () => Task.FromResult(Totals.Long));
        time.JumpTo(SchedulerDriver.Noon + Totals.Served);
        var recount = new TaskCompletionSource<int>();

        var asked = totals.CountBesideAsync("long", () => recount.Task);
        Assert.False(asked.IsCompleted);
        time.Advance(Totals.Patience);

        Assert.Equal(Totals.Long, await asked);
        recount.SetResult(0);
    }

    private Task<int> CountAsync(string list, int rows) => totals.CountAsync(list, () =>
    {
        counted++;
        return Task.FromResult(rows);
    });
}
