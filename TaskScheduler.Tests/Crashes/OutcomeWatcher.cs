using System.Text.Json;

namespace TaskScheduler.Tests.Crashes;

/// <summary>Reads the newest outcomes again and again, and remembers what it was told.</summary>
internal sealed class OutcomeWatcher
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<Guid, string> seen = [];

    /// <summary>The JSON of each run as it was first told.</summary>
    public IReadOnlyDictionary<Guid, string> Seen => seen;

    /// <summary>Returns when the program is gone.</summary>
    public async Task WatchAsync(HttpClient program, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                foreach (var run in (await Page.ReadAsync(program, Page.Executed, 1, cancellationToken)).Items)
                    seen.TryAdd(run.GetProperty("id").GetGuid(), run.GetRawText());
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception error) when (KilledProgram.Explains(error))
        {
            // The program was killed.
        }
    }
}

/// <summary>A page of one of the program's lists.</summary>
internal sealed record Page(IReadOnlyList<JsonElement> Items, int Total)
{
    /// <summary>In an order that what still runs does not change.</summary>
    public const string Tasks = "/api/tasks?sort=createdAt&";

    public const string Executed = "/api/executedTasks?";

    private const int Size = 500;

    public static async Task<Page> ReadAsync(HttpClient program, string path, int number, CancellationToken cancellationToken)
    {
        var page = JsonSerializer.Deserialize<JsonElement>(await program.GetStringAsync($"{path}page={number}&pageSize={Size}", cancellationToken));
        return new([.. page.GetProperty("items").EnumerateArray()], page.GetProperty("total").GetInt32());
    }

    /// <summary>The whole list, by id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, JsonElement>> ReadAllAsync(HttpClient program, string path, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Guid, JsonElement>();
        var next = "page=1";
        while (next is not null)
        {
            var page = JsonSerializer.Deserialize<JsonElement>(await program.GetStringAsync($"{path}{next}&pageSize={Size}", cancellationToken));
            foreach (var item in page.GetProperty("items").EnumerateArray())
                all.Add(item.GetProperty("id").GetGuid(), item);
            next = page.GetProperty("nextCursor").GetString() is { } cursor ? $"cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        return all;
    }
}
