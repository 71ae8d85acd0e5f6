using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance;
using TaskScheduler.Core.Maintenance.Space;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Space;

public sealed class SpaceTests
{
    private static readonly DateOnly day = new(2026, 12, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_share_what_is_used_and_the_one_with_the_rows_has_the_most()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await RecordedRuns.AddManyAsync(driver.Get<IWriteGate>(), 5_000, 10, SchedulerDriver.Noon.AddDays(-1));

        var tables = (await driver.Get<StorageStore>().TablesAsync(Cancel)).Value!.Tables;
        var use = (await driver.Get<StorageStore>().LookAsync(Cancel)).Value!;

        Assert.Equal(("runs", 5_000), (tables[0].Name, tables[0].Rows));
        Assert.InRange(tables.Sum(table => table.Bytes), use.Size.UsedBytes - tables.Count, use.Size.UsedBytes);
        Assert.InRange(tables[0].Bytes, 5_000 * 100, use.Size.UsedBytes);
        Assert.True(use.Size.DiskFreeBytes > 0);
    }

    [Fact]
    public async Task Tables_are_counted_once_and_anew_beside_those_who_look_after_ten_minutes()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var sizes = driver.Get<TableSizes>();
        var first = await sizes.ReadAsync(Cancel);
        await RecordedRuns.AddManyAsync(driver.Get<IWriteGate>(), 50, 10, SchedulerDriver.Noon.AddDays(-1));

        Assert.Same(first, await sizes.ReadAsync(Cancel));
        driver.Time.Advance(TableSizes.Fresh);
        Assert.Same(first, await sizes.ReadAsync(Cancel));
        await sizes.CountedAsync();
        var later = await sizes.ReadAsync(Cancel);

        Assert.Equal(50, Assert.Single(later.Tables, table => table.Name == "runs").Rows);
        Assert.Equal(driver.Time.GetUtcNow(), later.CountedAt);
    }

    [Fact]
    public async Task A_size_is_noted_each_hour_and_one_is_kept_for_each_day()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var samples = driver.Get<SizeSamples>();
        var today = samples.Today.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        await driver.Get<IWriteGate>().WriteAsync(session =>
        {
            foreach (var ago in (int[])[SizeSamples.Kept, SizeSamples.Kept - 1])
                session.Statement("INSERT INTO storage_samples (day, used_bytes, free_bytes) VALUES (@day, 1, 0)").With("@day", today - ago).Execute();
            return Task.FromResult(true);
        });

        await samples.TakeAsync(Cancel);
        await samples.TakeAsync(Cancel);

        Assert.Equal([samples.Today.AddDays(1 - SizeSamples.Kept), samples.Today], (await samples.ListAsync(Cancel)).Select(sample => sample.Day));
    }

    [Fact]
    public void A_disk_is_full_when_the_line_through_the_last_days_gets_there()
    {
        StorageSample[] samples = [.. Enumerable.Range(0, 10).Select(number => new StorageSample(day.AddDays(number), 1_000 + (number * 100), 0))];

        var growth = DiskForecast.GrowthPerDay(samples);

        Assert.Equal(100, growth);
        Assert.Equal(day.AddDays(50), DiskForecast.FullOn(day, new(2_000, 1_000, 0, 4_000), growth));
        Assert.Null(DiskForecast.FullOn(day, new(2_000, 1_000, 0, null), growth));
        Assert.Null(DiskForecast.FullOn(day, new(2_000, 1_000, 0, 4_000), -5));
        Assert.Null(DiskForecast.GrowthPerDay(samples[..2]));
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(4_200_000, "4.2 MB")]
    [InlineData(123_456_789_000, "123 GB")]
    public void Sizes_are_said_in_units_that_fit(long bytes, string words) => Assert.Equal(words, ByteWords.Of(bytes));

    [Fact]
    public async Task Nobody_but_administrators_sees_how_much_is_stored()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Caller.Becomes("Olga", Role.Operator);

        Assert.Equal(Refusal.Forbidden, (await driver.Get<StorageStore>().LookAsync(Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await driver.Get<StorageStore>().TablesAsync(Cancel)).Refusal);
    }
}
