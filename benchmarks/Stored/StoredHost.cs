using System.Text.Json;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Peer;

namespace TaskScheduler.Benchmarks.Stored;

/// <summary>This program as the process that is measured: the engine without pages, or the peer, on data that is there already.</summary>
internal static class StoredHost
{
    public const string EngineWord = "host-engine";
    public const string PeerWord = "host-peer";

    public static bool IsAskedFor(string[] args) => args is [EngineWord or PeerWord, ..];

    /// <summary>Runs until its standard input is closed. Says when runs started: one line each, due and started in Unix milliseconds.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var starts = new Starts(1_000) { Noted = start => Console.WriteLine($"{start.DueAt.ToUnixTimeMilliseconds()} {start.StartedAt.ToUnixTimeMilliseconds()}") };
        await using IAsyncDisposable host = args[0] == EngineWord
            ? await EngineHost.StartAsync(args[1], starts)
            : await StartPeerAsync(args[1], JsonSerializer.Deserialize<PeerSetting>(args[2])!, starts);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<PeerHost> StartPeerAsync(string databaseFile, PeerSetting setting, Starts starts)
    {
        var peer = await PeerHost.BuildAsync(databaseFile, setting, starts);
        await peer.StartAsync();
        return peer;
    }
}
