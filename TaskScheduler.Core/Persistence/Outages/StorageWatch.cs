using TaskScheduler.Core.Live;

namespace TaskScheduler.Core.Persistence.Outages;

/// <summary>Writes that can't be made at the moment.</summary>
/// <param name="Since">When the first of them failed.</param>
/// <param name="Held">What is kept in memory until it can be written, each as "The outcome of 12 runs".</param>
/// <param name="Error">What the database or the disk said last.</param>
public sealed record StorageTrouble(DateTimeOffset Since, IReadOnlyList<string> Held, string Error)
{
    /// <summary>What has to be looked at, in words for a person.</summary>
    public string Words => $"The database can't be written: {Error.TrimEnd('.')}. Nothing is lost: what runs have come to is kept and written as soon as it works again. Look at the disk of the data folder.";
}

/// <summary>Knows whether what must not be lost waits for the disk.</summary>
public sealed class StorageWatch(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<object, string> held = [];
    private volatile StorageTrouble? trouble;
    private readonly ChangeSignal changes = new();

    /// <summary>Null while everything can be written.</summary>
    public StorageTrouble? Trouble => trouble;

    /// <summary>Has something called, on any thread, whenever trouble begins, goes on or ends, until the result is disposed.</summary>
    public IDisposable Listen(Action action) => changes.Listen(action);

    /// <param name="write">What failed; the same for each of its repetitions.</param>
    internal void Failed(object write, string what, Exception error)
    {
        lock (gate)
        {
            held[write] = what;
            trouble = new(trouble?.Since ?? time.GetUtcNow(), [.. held.Values], error.GetBaseException().Message);
        }

        changes.Tell();
    }

    /// <summary>The write was made, or given up by whoever asked for it.</summary>
    internal void Over(object write)
    {
        lock (gate)
        {
            if (!held.Remove(write))
                return;
            trouble = held.Count == 0 ? null : trouble! with { Held = [.. held.Values] };
        }

        changes.Tell();
    }
}
