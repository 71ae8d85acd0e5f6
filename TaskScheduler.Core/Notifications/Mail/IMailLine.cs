namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>Takes mails one after the other, over one connection where there is any.</summary>
public interface IMailLine : IDisposable
{
    /// <summary>Sends one; a further one may follow whatever became of it.</summary>
    /// <returns>Null when the mail was taken.</returns>
    Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>For transports that hold nothing between two mails.</summary>
internal sealed class MailByMail(IMailTransport transport) : IMailLine
{
    public Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) => transport.SendAsync(mail, cancellationToken);

    public void Dispose()
    {
        // There is nothing to give back.
    }
}
