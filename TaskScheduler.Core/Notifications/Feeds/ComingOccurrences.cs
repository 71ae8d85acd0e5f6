using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>A task of which a calendar shows what comes.</summary>
internal sealed record ComingTask(Guid Id, string Title, string Description, Schedule Schedule, DateTimeOffset Next, DateTimeOffset UpdatedAt);

/// <summary>An occurrence that comes.</summary>
/// <param name="Frequent">Whether it stands for the others of its day too.</param>
internal readonly record struct Coming(ComingTask Task, DateTimeOffset Due, bool Frequent);

/// <summary>The nearest occurrences of many tasks together, computing few more than are shown.</summary>
/// <remarks>
/// A task that is due more often than hourly would push all others out of a calendar, and nobody reads it there: of each of
/// its days (UTC) only the first few are shown.
/// </remarks>
internal static class ComingOccurrences
{
    private const int ShownOfFrequentDay = 3;

    // So many occurrences within less than as many hours are more than one an hour.
    private const int Sample = 4;

    public static IEnumerable<Coming> Nearest(IEnumerable<ComingTask> tasks, DateTimeOffset until, int count)
    {
        var queue = new PriorityQueue<IEnumerator<Coming>, DateTimeOffset>();
        foreach (var task in tasks)
            Put(queue, Of(task).GetEnumerator(), until);
        for (var shown = 0; shown < count && queue.TryDequeue(out var next, out _); shown++)
        {
            yield return next.Current;
            Put(queue, next, until);
        }
    }

    private static void Put(PriorityQueue<IEnumerator<Coming>, DateTimeOffset> queue, IEnumerator<Coming> occurrences, DateTimeOffset until)
    {
        if (occurrences.MoveNext() && occurrences.Current.Due <= until)
            queue.Enqueue(occurrences, occurrences.Current.Due);
    }

    private static IEnumerable<Coming> Of(ComingTask task)
    {
        var frequent = IsFrequent(task);
        var (day, shown) = (task.Next.UtcDateTime.Date, 0);
        for (DateTimeOffset? due = task.Next; due is { } instant;)
        {
            (day, shown) = instant.UtcDateTime.Date == day ? (day, shown + 1) : (instant.UtcDateTime.Date, 1);
            yield return new(task, instant, frequent);
            var after = frequent && shown == ShownOfFrequentDay ? new DateTimeOffset(day, TimeSpan.Zero).AddDays(1).AddSeconds(-1) : instant;
            due = task.Schedule.Recurs ? Occurrences.Next(task.Schedule, after) : null;
        }
    }

    private static bool IsFrequent(ComingTask task)
    {
        if (!task.Schedule.Recurs)
            return false;
        var following = Occurrences.Upcoming(task.Schedule, task.Next, Sample - 1);
        return following.Count == Sample - 1 && following[^1] - task.Next < TimeSpan.FromHours(Sample - 1);
    }
}
