namespace TaskScheduler.Web.Api.Repeats;

/// <summary>
/// Lets requests with the same key go one after the other: the second finds the answer to the first. The draft would have it
/// refused with 409 meanwhile; but it is a matter of milliseconds, and who repeats a request wants its answer.
/// </summary>
public sealed class KeyTurns
{
    private readonly Dictionary<string, Door> doors = new(StringComparer.Ordinal);

    /// <summary>Returns once nobody else is at this key; disposing lets the next one in.</summary>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellationToken)
    {
        Door? door;
        lock (doors)
        {
            if (!doors.TryGetValue(key, out door))
                doors[key] = door = new();
            door.Users++;
        }

        try
        {
            await door.Free.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, door);
            throw;
        }

        return new Turn(this, key, door);
    }

    private void Leave(string key, Door door)
    {
        lock (doors)
        {
            if (--door.Users == 0)
                doors.Remove(key);
        }
    }

    private sealed class Door
    {
        public SemaphoreSlim Free { get; } = new(1);

        public int Users { get; set; }
    }

    private sealed class Turn(KeyTurns turns, string key, Door door) : IDisposable
    {
        public void Dispose()
        {
            door.Free.Release();
            turns.Leave(key, door);
        }
    }
}
