using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Notifications.Executed;

/// <summary>Tells the users of tasks that they have run.</summary>
public sealed class ExecutedMessages(MessageOutbox outbox, RunStore runs, OutputStore outputs, TaskQueries tasks, PeopleTold people, Links links)
{
    /// <summary>How much of the output is told, in characters; the start of it.</summary>
    public const int ToldOutput = 4_000;

    /// <summary>Puts in a message for each outcome that its task tells, in the transaction of the outcomes. What it says is written when it is sent: outcomes come in thousands.</summary>
    public void Put(WriteSession session, IReadOnlyList<FinishedRun> written)
    {
        foreach (var finished in written.Where(finished => finished.Run.Mail.Means(finished.State)))
        {
            var run = finished.Run.Context;
            outbox.Put(session, new($"executed:{run.RunId:N}:{run.Attempt}", MessageKind.Executed, MessageVia.Mail, run.UserEmail!, ExecutedText.Subject(finished.State, run.Title))
            {
                TaskId = run.TaskId,
                RunId = run.RunId,
                TraceParent = finished.TraceParent,
            });
        }
    }

    /// <summary>Writes what a message of <see cref="Put"/> says; null when the run is not kept any more.</summary>
    public async Task<MessageContent?> WriteAsync(MessageRow message, CancellationToken cancellationToken)
    {
        if (message.RunId is not { } id || (await runs.FindManyAsync([id], cancellationToken)).SingleOrDefault() is not { } run)
            return null;
        var task = await tasks.FindAsync(run.TaskId, cancellationToken);
        var text = new ExecutedText(run, ZoneFor(message.Destination, task?.Task.Schedule), await StartOfOutputAsync(run, cancellationToken), links.Run(id));
        return new(text.Plain()) { Html = text.Html() };
    }

    private TimeZoneInfo ZoneFor(string email, Schedule? schedule) => ZoneNames.Find(people.ZoneOf(email) ?? (schedule as CronSchedule)?.TimeZone ?? ZoneNames.Default);

    private async Task<string> StartOfOutputAsync(Run run, CancellationToken cancellationToken)
    {
        var start = "";
        await foreach (var piece in outputs.StreamAsync(run.Id, run.LatestAttempt, 0, cancellationToken))
        {
            start += piece.Text;
            if (start.Length > ToldOutput)
                break;
        }

        start = PlainOutput.Of(start).Trim('\n');
        return start.Length <= ToldOutput ? start : Excerpt.StartOf(start, ToldOutput) + "\n…";
    }
}
