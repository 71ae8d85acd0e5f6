using System.Globalization;
using TaskScheduler.Core.Notifications.ICalendar;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>Says runs and occurrences as entries of a calendar. The same ones are said the same each time, so that a calendar that did not change is not sent again.</summary>
internal sealed class FeedWords(Links links)
{
    /// <summary>An entry is shown for at least as long: less can hardly be seen.</summary>
    private static readonly TimeSpan shortest = TimeSpan.FromMinutes(15);

    private const int LongestError = 500;

    public CalendarEvent Of(Coming coming)
    {
        var link = links.Task(coming.Task.Id);
        var more = coming.Frequent ? "It is due more often than this calendar shows." : "";
        return new(Uid(coming.Task.Id, coming.Due.ToUnixTimeMilliseconds()), coming.Task.UpdatedAt, coming.Due, coming.Due + shortest, coming.Task.Title)
        {
            Description = Lines(coming.Task.Description, more, link),
            Url = link,
        };
    }

    public CalendarEvent Of(InviteRow invite)
    {
        var (due, told) = (Instant(invite.DueAt), Invitation.Read(invite.Told));
        return new(Uid(invite.TaskId, invite.DueAt), due, due, due + shortest, $"Cancelled: {told.Title}") { Cancelled = true, Description = "It does not take place." };
    }

    public CalendarEvent Of(RunRow run)
    {
        var (start, link) = (Instant(run.StartedAt ?? run.DueAt), links.Run(run.Id));
        var end = run.EndedAt is { } ended && Instant(ended) > start + shortest ? Instant(ended) : start + shortest;
        var word = WordOf(run.State);
        return new(Uid(run.TaskId, run.DueAt), Instant(run.EndedAt ?? run.StartedAt ?? run.DueAt), start, end, run.State == RunState.Succeeded ? run.Title : $"{word}: {run.Title}")
        {
            Cancelled = run.State is RunState.Cancelled or RunState.Skipped or RunState.Missed,
            Description = Lines($"{word}.", Times(run), run.Occurrences > 1 ? $"It stands for {run.Occurrences.ToString(CultureInfo.InvariantCulture)} occurrences." : "", run.Reason ?? "", Start(run.Error ?? ""), link),
            Url = link,
        };
    }

    private static string WordOf(RunState state) => state switch
    {
        RunState.TimedOut => "Timed out",
        RunState.DeadLettered => "Failed for good",
        _ => state.ToString(),
    };

    private static string Times(RunRow run) => Lines(
        $"Due {Time(run.DueAt)}",
        run.StartedAt is { } started ? $"Started {Time(started)}" : "",
        run.EndedAt is { } ended ? $"Ended {Time(ended)}" : "");

    private static string Start(string error) => Excerpt.Of(error, LongestError);

    private static string Lines(params IEnumerable<string> parts) => string.Join('\n', parts.Where(part => part.Length > 0));

    private static string Time(long at) => Instant(at).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // No two runs of a task share an instant, so an occurrence and its run are one entry.
    private static string Uid(Guid taskId, long dueAt) => string.Create(CultureInfo.InvariantCulture, $"{taskId:N}-{dueAt}@taskscheduler");

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
