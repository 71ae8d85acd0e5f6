using System.Collections.Immutable;

namespace TaskScheduler.Core.Live;

/// <summary>Tells those who listen that something has changed; what it is now, they look up.</summary>
internal sealed class ChangeSignal
{
    private ImmutableList<Listener> listeners = [];

    /// <summary>How many listen.</summary>
    public int Count => listeners.Count;

    /// <summary>Has something called at every change, on any thread, until the result is disposed.</summary>
    public IDisposable Listen(Action changed)
    {
        var listener = new Listener(this, changed);
        ImmutableInterlocked.Update(ref listeners, all => all.Add(listener));
        return listener;
    }

    public void Tell() => listeners.ForEach(listener => listener.Changed());

    private sealed class Listener(ChangeSignal signal, Action changed) : IDisposable
    {
        public void Changed() => changed();

        public void Dispose() => ImmutableInterlocked.Update(ref signal.listeners, all => all.Remove(this));
    }
}
