using Microsoft.Data.Sqlite;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Crashes;

/// <summary>The real program under load on one data folder, killed and started again at moments that a seed decides.</summary>
internal sealed class CrashTrial : IAsyncDisposable
{
    private const int Loaders = 3;
    private const int MostCallsBeforeKill = 150;
    private static readonly TimeSpan restCheck = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly OutcomeWatcher watcher = new();
    private readonly OutsideLedger outside;
    private readonly Random random;
    private readonly List<Loader> loaders;
    private ProgramProcess? program;
    private Task<Ending>? ending;

    private CrashTrial(OutsideLedger outside, int seed)
    {
        this.outside = outside;
        random = new(seed);
        loaders = [.. Enumerable.Range(1, Loaders).Select(number => new Loader(outside, new(seed + number)))];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CrashTrial> StartAsync(int seed) => new(await OutsideLedger.StartAsync(), seed);

    /// <summary>Starts the program, loads it, and kills it: in the middle of its calls, or now and then before it has said that it listens.</summary>
    public async Task RunUntilKilledAsync()
    {
        Begin();
        if (random.Next(5) == 0)
        {
            await PassAsync(1_000);
            await program!.KillAsync();
        }
        else
        {
            using var client = await ListeningAsync();
            Task[] load = [watcher.WatchAsync(client, Cancel), .. loaders.Select(loader => loader.LoadAsync(client, Cancel))];
            await Task.WhenAny([.. load, outside.ArrivedAsync(random.Next(MostCallsBeforeKill), Cancel)]).WaitAsync(patience, Cancel);
            await PassAsync(100);
            await program!.KillAsync();
            await Task.WhenAll(load);
        }

        await program.DisposeAsync();
    }

    /// <summary>Starts the program once more, lets it finish what it has, stops it, and returns what it then tells.</summary>
    public async Task<Audit> ComeToRestAsync()
    {
        Begin();
        using var client = await ListeningAsync();
        var end = TimeProvider.System.GetUtcNow();
        await UntilNoneAsync("SELECT 'task ' || hex(task_id) || ' is still to be due' FROM plans WHERE next_due_at <= @until", end);
        foreach (var task in (await Page.ReadAllAsync(client, Page.Tasks, Cancel)).Values.Where(task => task.GetProperty("schedule").GetProperty("kind").GetString() == "interval"))
            (await client.PutAsync(new Uri($"/api/tasks/{task.GetProperty("id").GetGuid()}/inactive", UriKind.Relative), null, Cancel)).EnsureSuccessStatusCode();
        await UntilNoneAsync("SELECT 'task ' || hex(task_id) || ' is still to be due' FROM plans WHERE next_due_at <= @until", end.AddHours(1));
        await UntilNoneAsync("SELECT 'run ' || hex(id) || ' is left in state ' || state FROM runs WHERE ended_at IS NULL", end);

        var (tasks, runs) = (await Page.ReadAllAsync(client, Page.Tasks, Cancel), await Page.ReadAllAsync(client, Page.Executed, Cancel));
        program!.AskToStop();
        Assert.Equal(0, (await ending!).ExitCode);
        Assert.Equal(["ok"], Query("PRAGMA integrity_check", end));
        return new(loaders, watcher.Seen, outside.Calls, tasks, runs, end);
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        await outside.DisposeAsync();
        folder.Dispose();
    }

    private void Begin() => program = ProgramProcess.StartOn(
        folder.Location, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--TaskScheduler:Runs:StopGrace=00:00:05", "--TaskScheduler:Http:AllowedNetworks=127.0.0.0/8", Administrator.Arguments[0], Administrator.Arguments[1]);

    private async Task<HttpClient> ListeningAsync()
    {
        var line = await program!.LineAsync("listens on", Cancel);
        // Read on, or the program would wait for room in the pipe as soon as it has logged enough.
        ending = program.EndAsync(Cancel);
        return line is not null
            ? new() { BaseAddress = new Uri(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal))), Timeout = patience, DefaultRequestHeaders = { Authorization = new("Bearer", Administrator.Token) } }
            : throw new InvalidOperationException($"The program did not start: {(await ending).Errors}");
    }

    private Task PassAsync(int belowMs) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(belowMs)), TimeProvider.System, Cancel);

    private async Task UntilNoneAsync(string sql, DateTimeOffset until)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        while (Query(sql, until) is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
                Assert.Fail($"It does not come to rest:\n{string.Join('\n', left)}");
            await Task.Delay(restCheck, TimeProvider.System, Cancel);
        }
    }

    private List<string> Query(string sql, DateTimeOffset until)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Location, "taskscheduler.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@until", until.ToUnixTimeMilliseconds());
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
