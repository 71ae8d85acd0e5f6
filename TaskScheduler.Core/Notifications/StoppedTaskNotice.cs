using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications;

/// <summary>Tells the user of a task that the program has set it inactive.</summary>
public sealed class StoppedTaskNotice(MessageOutbox outbox, Links links)
{
    /// <summary>Puts in an e-mail, in the transaction that sets the task inactive; with no address nobody is told.</summary>
    /// <param name="task">As it is stored before.</param>
    /// <param name="runId">The run that ended so that it was.</param>
    /// <param name="why">What went wrong.</param>
    public void Put(WriteSession session, TaskRow task, Guid runId, string? why)
    {
        if (task.UserEmail is null)
            return;
        var subject = $"Set inactive: {task.Title}";
        var (before, after) = ($"“{task.Title}” has been set inactive, because its next runs would fail in the same way:", "Nothing of it becomes due any more. Put right what is wrong, then set it active again.");
        var html = MailHtml.Title(subject) + MailHtml.Paragraph(before) + MailHtml.Output(why ?? "") + MailHtml.Paragraph(after) + MailHtml.Link(links.Task(task.Id), "Edit the task");
        outbox.Put(session, new($"inactive:{task.Id:N}:{task.Version}", MessageKind.SetInactive, MessageVia.Mail, task.UserEmail, subject)
        {
            Content = new($"{before}\n\n{why}\n\n{after}\n\nEdit the task: {links.Task(task.Id)}\n") { Html = MailHtml.Document(subject, html) },
            TaskId = task.Id,
            RunId = runId,
        });
    }
}
