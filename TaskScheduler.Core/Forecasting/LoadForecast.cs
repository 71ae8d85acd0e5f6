using Microsoft.Extensions.Options;
using TaskScheduler.Core.Forecasting.Keeping;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Live;

namespace TaskScheduler.Core.Forecasting;

/// <summary>The forecast, for whoever shows it. It is kept in memory and follows every change.</summary>
public sealed class LoadForecast : IDisposable
{
    private const int MostHotSpots = 5;
    private const int NamedTasks = 5;

    private readonly ForecastMemory memory;
    private readonly IInstances instances;
    private readonly IOptions<ForecastOptions> options;
    private readonly TimeProvider time;
    private readonly ChangeSignal signal = new();
    private readonly SemaphoreSlim oneReader = new(1);
    private Kept? kept;

    // Each of the two only grows, so their sum is another one after every change.
    private long Version => memory.Model.Version + memory.Past.Version;

    internal LoadForecast(ForecastMemory memory, IInstances instances, IOptions<ForecastOptions> options, TimeProvider time)
    {
        this.memory = memory;
        this.instances = instances;
        this.options = options;
        this.time = time;
    }

    /// <summary>Tells of each change at once, however many there are.</summary>
    internal ChangeSignal EachChange { get; } = new();

    /// <summary>The forecast as it is now. Answered from memory, but for the titles of a few tasks.</summary>
    public async Task<Forecast> ReadAsync(CancellationToken cancellationToken)
    {
        if (!memory.Model.Ready)
            return new() { At = time.GetUtcNow(), Ready = false, Capacity = new(instances.Running, 0, null) };
        await oneReader.WaitAsync(cancellationToken);
        try
        {
            // However many ask, it is made once a second.
            var second = time.GetUtcNow().ToUnixTimeSeconds();
            if (kept is null || kept.Second != second || kept.Version != Version)
                kept = await MakeAsync(second, cancellationToken);
            return kept.Forecast;
        }
        finally
        {
            oneReader.Release();
        }
    }

    /// <summary>Has something called when the forecast has changed, at most about once a second, on any thread, until the result is disposed.</summary>
    public IDisposable Listen(Action changed) => signal.Listen(changed);

    public void Dispose() => oneReader.Dispose();

    /// <summary>How many listen.</summary>
    internal int Listeners => signal.Count;

    internal void Tell() => signal.Tell();

    private async Task<Kept> MakeAsync(long second, CancellationToken cancellationToken)
    {
        var version = Version;
        var now = time.GetUtcNow();
        var (items, hot) = memory.Model.Look(view => (view.Due().Select(due => due.Load.At(due.Second)).ToList(), Hottest(view)));
        var titles = await memory.Tasks.TitlesAsync([.. hot.SelectMany(spot => spot.Tasks).Select(task => task.Id).Distinct()], cancellationToken);
        var waiting = memory.Model.Waiting is { Tasks: > 0 } load ? new LoadPoint(now, load.Tasks, load.ComputeMs) : null;
        var (past, error) = memory.Past.Read(now);
        return new(second, version, new()
        {
            At = now,
            Waiting = waiting,
            Items = items,
            Capacity = CapacityCheck.Of(waiting is null ? items : items.Prepend(waiting), instances.Running, now, options.Value.InstanceLead),
            HotSpots = [.. hot.Select(spot => new HotSpot(
                spot.Load,
                [.. spot.Tasks.Where(task => titles.ContainsKey(task.Id)).Select(task => new HotTask(task.Id, titles[task.Id], task.Type, Load.Milliseconds(task.Compute)))],
                Math.Max(0, spot.Load.Tasks - spot.Tasks.Count)))],
            Past = past,
            Error = error,
        });
    }

    private static List<(LoadPoint Load, List<DueTask> Tasks)> Hottest(LoadView view)
    {
        var most = view.Due().OrderByDescending(due => due.Load.Compute).ThenBy(due => due.Second).Take(MostHotSpots).ToList();
        var tasks = view.TasksAt(most.ConvertAll(due => due.Second), NamedTasks);
        return most.ConvertAll(due => (due.Load.At(due.Second), tasks[due.Second]));
    }

    /// <summary>A forecast, and what it was made from.</summary>
    private sealed record Kept(long Second, long Version, Forecast Forecast);
}
