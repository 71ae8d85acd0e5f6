using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.TaskTypes.Email;

/// <summary>Sends an e-mail that the task itself describes.</summary>
public sealed class EmailTaskType(IMailTransport mail) : ITaskType
{
    public TaskTypeDescription Description => EmailPayload.Description;

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        var written = EmailPayload.Read(run);
        return written.Succeeded
            ? await MailPerformance.OfAsync(mail, written.Value, run.Output, cancellationToken)
            : Performance.Failed(string.Join(' ', written.Faults.Select(fault => fault.Message))) with { IsFinal = true };
    }
}
