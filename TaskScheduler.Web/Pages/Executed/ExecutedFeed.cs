using TaskScheduler.Core;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Web.Pages.Executed;

/// <summary>The runs on the screen, and how many have ended since that it does not show yet.</summary>
public sealed class ExecutedFeed
{
    public IReadOnlyList<Run> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Runs that came with the last arrival; they are pointed out for a moment.</summary>
    public IReadOnlySet<Guid> Arrived { get; private set; } = new HashSet<Guid>();

    public int Waiting { get; private set; }

    /// <summary>From when on a run counts as waiting: just after the newest one that was shown.</summary>
    public DateTimeOffset SeenUntil { get; private set; }

    public void Replace(PageOf<Run> page, DateTimeOffset now)
    {
        Arrived = new HashSet<Guid>();
        Take(page, now);
    }

    public void Arrive(PageOf<Run> page, DateTimeOffset now)
    {
        var known = Rows.Select(run => run.Id).ToHashSet();
        Arrived = page.Items.Select(run => run.Id).Where(id => !known.Contains(id)).ToHashSet();
        Take(page, now);
    }

    public void Wait(int waiting) => Waiting = waiting;

    private void Take(PageOf<Run> page, DateTimeOffset now)
    {
        Rows = page.Items;
        Total = page.Total;
        Waiting = 0;
        SeenUntil = page is { Page: 1, Items: [{ EndedAt: { } newest }, ..] } ? newest.AddMilliseconds(1) : now;
    }
}
