using Microsoft.Extensions.Hosting;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Listing;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Listing;

public sealed class UsualTotalsTests
{
    [Fact]
    public async Task Whoever_opens_a_long_list_after_the_start_need_not_wait_for_its_total()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await RecordedRuns.AddManyAsync(driver.Get<IWriteGate>(), Totals.Long, 10, SchedulerDriver.Noon.AddDays(-1));
        var ahead = driver.Get<IEnumerable<IHostedService>>().OfType<UsualTotals>().Single();

        await ahead.CountAsync(TestContext.Current.CancellationToken);

        var total = await driver.Get<Totals>().CountBesideAsync(new RunQuery().ListName, () => throw new InvalidOperationException("It was counted before."));
        Assert.Equal(Totals.Long, total);
    }
}
