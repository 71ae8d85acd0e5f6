using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

/// <summary>Keeps the last mail instead of sending it, or refuses it.</summary>
internal sealed class KeepingTransport : IMailTransport
{
    public MailRefusal? Refusal { get; init; }

    public OutgoingMail? Kept { get; private set; }

    public bool Delivers => true;

    public string Destination => "a list";

    public Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        Kept = mail;
        return Task.FromResult(Refusal);
    }
}
