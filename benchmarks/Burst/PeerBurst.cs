using Quartz;
using TaskScheduler.Benchmarks.Peer;

namespace TaskScheduler.Benchmarks.Burst;

/// <summary>Runs of Quartz that are due at one instant. They end when its tables, read from outside, have nothing left to do.</summary>
internal sealed class PeerBurst
{
    private readonly Lead lead = new();

    public async Task<BurstResult> RunAsync(int runs, PeerSetting setting)
    {
        BurstResult? result;
        do
            result = await TryRunAsync(runs, setting);
        while (result is null);
        return result;
    }

    private async Task<BurstResult?> TryRunAsync(int runs, PeerSetting setting)
    {
        using var folder = new TemporaryFolder();
        var database = Path.Combine(folder.Location, "quartz.db");
        var starts = new Starts(runs);
        await using var peer = await PeerHost.BuildAsync(database, setting, starts);
        // It stands still while triggers are stored, which spares it work that TaskScheduler does in this time.
        if (await lead.PrepareAsync(runs, (at, stop) => peer.ScheduleAsync(Triggers(runs, at), stop)) is not { } dueAt)
            return null;

        await peer.StartAsync();
        await starts.Full;
        using var tables = new PeerFile(database, setting.History);
        while (!tables.IsDone(runs))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        return BurstResult.Of(starts, TimeProvider.System.GetUtcNow() - dueAt);
    }

    private static IEnumerable<TriggerBuilder<IJob>> Triggers(int runs, DateTimeOffset dueAt) => Enumerable.Range(0, runs).Select(number => TriggerBuilder.Create()
        .WithIdentity($"trigger-{number}")
        .StartAt(dueAt)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)));
}
