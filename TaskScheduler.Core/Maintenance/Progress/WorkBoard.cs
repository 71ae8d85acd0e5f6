using TaskScheduler.Core.Live;

namespace TaskScheduler.Core.Maintenance.Progress;

/// <summary>Knows which long work goes on, and how the latest of it ended. In memory: work does not outlive the program.</summary>
public sealed class WorkBoard(TimeProvider time)
{
    /// <summary>How much work that has ended is remembered.</summary>
    public const int Remembered = 20;

    private readonly Lock gate = new();
    private readonly List<Work> works = [];
    private readonly ChangeSignal changes = new();

    /// <summary>How many listen.</summary>
    public int Listeners => changes.Count;

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Has something called, on any thread, at every change, until the result is disposed.</summary>
    public IDisposable Listen(Action action) => changes.Listen(action);

    /// <summary>Everything that goes on, then what has ended; the newest first in both.</summary>
    public IReadOnlyList<WorkView> List()
    {
        lock (gate)
            return [.. works.Select(work => work.View).OrderBy(view => view.EndedAt is not null).ThenByDescending(view => view.EndedAt ?? view.StartedAt)];
    }

    /// <summary>One piece of work; null when it is not remembered.</summary>
    public WorkView? Find(Guid id)
    {
        lock (gate)
            return works.Find(work => work.Id == id)?.View;
    }

    /// <param name="startedBy">Which account; null for the program.</param>
    /// <param name="mayStop">Whether somebody may stop it.</param>
    public Work Begin(WorkKind kind, string title, Guid? startedBy = null, bool mayStop = true)
    {
        var now = Now;
        var work = new Work(this, new(Guid.CreateVersion7(now), kind, WorkState.Going, title, null, 0, null, "", now, null, null, mayStop), startedBy);
        lock (gate)
        {
            works.Add(work);
            foreach (var old in works.Where(other => other.View.EndedAt is not null).OrderByDescending(other => other.View.EndedAt).Skip(Remembered).ToList())
                works.Remove(old);
        }

        changes.Tell();
        return work;
    }

    internal Work? FindWork(Guid id)
    {
        lock (gate)
            return works.Find(work => work.Id == id);
    }

    internal void Changed(Work work)
    {
        // Whoever looks it up gets the latest; the work itself says only that there is one.
        if (FindWork(work.Id) is not null)
            changes.Tell();
    }
}
