using TaskScheduler.Benchmarks.Peer;
using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Burst;

/// <summary>Tries settings of the peer to find its best, so that the comparison is with that. It is searched once for all scenarios.</summary>
internal sealed class PeerSearch(PeerBurst peer)
{
    private readonly List<(PeerSetting Setting, Spread PerSecond)> found = [];
    private PeerSetting? best;

    /// <summary>How many runs each was tried with.</summary>
    public int Runs { get; private set; }

    public async Task<PeerSetting> BestAsync(bool quick)
    {
        if (best is not null)
            return best;
        Runs = quick ? 1_000 : 5_000;
        await peer.RunAsync(1_000, PeerSetting.Defaults);
        foreach (var setting in PeerSetting.Tried)
            found.Add((setting, await TryAsync(setting, quick ? 1 : 3)));

        // synchronous OFF may lose the database with the power: it is shown, and not taken as a setting to compare with.
        return best = found.Where(one => one.Setting.Synchronous != "OFF").MaxBy(one => one.PerSecond.Median).Setting;
    }

    public string Table()
    {
        var table = new MarkdownTable("Setting of the peer", "runs/s");
        foreach (var (setting, perSecond) in found)
            table.Row(setting == best ? $"**{setting.Name}** (best)" : setting.Name, perSecond.Say("N0"));
        return table.ToString();
    }

    private async Task<Spread> TryAsync(PeerSetting setting, int times)
    {
        var figures = new List<double>();
        for (var time = 0; time < times; time++)
            figures.Add((await peer.RunAsync(Runs, setting)).PerSecond);
        Progress.Say($"peer, {setting.Name}: {Spread.Of(figures).Say("N0")} runs/s");
        return Spread.Of(figures);
    }
}
