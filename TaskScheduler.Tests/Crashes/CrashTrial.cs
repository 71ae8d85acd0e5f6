using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Crashes;

/// <summary>The real program under load on one data folder, killed and started again at moments that a seed decides.</summary>
internal sealed class CrashTrial : IAsyncDisposable
{
    private const int Loaders = 3;
    private const int SteadySecondsBeforeKill = 3;
    private const int MostCallsBeforeKill = 150;
    private static readonly TimeSpan restCheck = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    // What a lost run may take to be found and to go on: what the program promises.
    private static readonly TimeSpan lostRunsFound = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder folder = new();
    private readonly OutcomeWatcher watcher = new();
    private readonly OutsideLedger outside;
    private readonly Random random;
    private readonly List<Loader> loaders;
    private readonly int steadyRuns;
    private bool isSteady;
    private ProgramProcess? program;
    private Task<Ending>? ending;

    private CrashTrial(OutsideLedger outside, int seed, int steadyRuns)
    {
        this.outside = outside;
        this.steadyRuns = steadyRuns;
        random = new(seed);
        loaders = [.. Enumerable.Range(1, Loaders).Select(number => new Loader(outside, new(seed + number)))];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="steadyRuns">How many runs are due every second, besides what is asked for.</param>
    public static async Task<CrashTrial> StartAsync(int seed, int steadyRuns) => new(await OutsideLedger.StartAsync(), seed, steadyRuns);

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
            if (!isSteady)
                await BeginSteadyRunsAsync(client);
            Task[] load = [watcher.WatchAsync(client, Cancel), .. loaders.Select(loader => loader.LoadAsync(client, Cancel))];
            await Task.WhenAny([.. load, outside.ArrivedAsync(random.Next(MostCallsBeforeKill + (steadyRuns * SteadySecondsBeforeKill)), Cancel)]).WaitAsync(patience, Cancel);
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
        await UntilNoneAsync("SELECT 'run ' || hex(id) || ' is said to be running still' FROM runs WHERE ended_at IS NULL AND state = 1 AND started_at < @until", end, lostRunsFound);
        await UntilNoneAsync("SELECT 'task ' || hex(task_id) || ' is still to be due' FROM plans WHERE next_due_at <= @until", end);
        foreach (var task in (await Page.ReadAllAsync(client, Page.Tasks, Cancel)).Values.Where(task => task.GetProperty("schedule").GetProperty("kind").GetString() == "interval"))
            (await client.PutAsync(new Uri($"/api/tasks/{task.GetProperty("id").GetGuid()}/inactive", UriKind.Relative), null, Cancel)).EnsureSuccessStatusCode();
        await UntilNoneAsync("SELECT 'task ' || hex(task_id) || ' is still to be due' FROM plans WHERE next_due_at <= @until", end.AddHours(1));
        await UntilNoneAsync("SELECT 'run ' || hex(id) || ' is left in state ' || state FROM runs WHERE ended_at IS NULL", end);

        await UntilNoneAsync("SELECT 'runs that ended are not summed up' FROM ended_journal LIMIT 1", end);
        var summed = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/task-summary?window=day", UriKind.Relative), Cancel);
        Assert.Equal(Query("SELECT CAST(SUM(occurrences) AS TEXT) FROM runs", end), [summed.GetProperty("all").GetProperty("count").GetRawText()]);

        var (tasks, runs) = (await Page.ReadAllAsync(client, Page.Tasks, Cancel), await Page.ReadAllAsync(client, Page.Executed, Cancel));
        program!.AskToStop();
        Assert.Equal(0, (await ending!).ExitCode);
        Assert.Equal(["ok"], Query("PRAGMA integrity_check", end));
        Assert.Empty(Query("SELECT 'run ' || hex(id) || ' was repeated without being marked as lost' FROM runs r WHERE attempt > 1 + (SELECT COUNT(*) FROM run_attempts a WHERE a.run_id = r.id AND a.lost = 1) LIMIT 5", end));
        return new(loaders, watcher.Seen, outside.ReadCalls(), tasks, runs, end);
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

    private async Task BeginSteadyRunsAsync(HttpClient client)
    {
        var tasks = Enumerable.Range(0, steadyRuns).Select(_ => new { title = "Call outside every second", type = "http", payload = new { url = outside.Url(random) }, schedule = new { kind = "interval", every = "PT1S" } });
        if (steadyRuns > 0)
            (await client.PostAsJsonAsync("/api/tasks/batch", new { tasks }, Cancel)).EnsureSuccessStatusCode();
        isSteady = true;
    }

    private async Task UntilNoneAsync(string sql, DateTimeOffset until, TimeSpan? atMost = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (atMost ?? patience);
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
