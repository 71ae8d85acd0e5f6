namespace TaskScheduler.Web.Parts.Moments;

/// <summary>One timer for all relative times that one visitor sees; it stands still while there are none.</summary>
public sealed class MomentTicker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<Action> listeners = [];
    private ITimer? timer;

    public void Start(Action listener)
    {
        lock (gate)
        {
            listeners.Add(listener);
            timer ??= time.CreateTimer(static ticker => ((MomentTicker)ticker!).Tick(), this, Beat, Beat);
        }
    }

    public void Stop(Action listener)
    {
        lock (gate)
        {
            listeners.Remove(listener);
            if (listeners.Count == 0)
                StopTimer();
        }
    }

    public void Dispose()
    {
        lock (gate)
            StopTimer();
    }

    private void StopTimer()
    {
        timer?.Dispose();
        timer = null;
    }

    private void Tick()
    {
        Action[] current;
        lock (gate)
            current = [.. listeners];
        foreach (var listener in current)
            listener();
    }
}
