using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>Hands mail to a mail server by SMTP (RFC 5321), over TLS after STARTTLS when asked for.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options, TimeProvider? time = null) : IMailTransport
{
    private readonly MailOptions options = options.Value;

    public bool Delivers => true;

    public string Destination => $"the mail server {options.Host}:{options.PortNumber}";

    public IMailLine Open() => new SmtpLine(options, time ?? TimeProvider.System);

    public async Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var line = Open();
        var refusal = await line.SendAsync(mail, cancellationToken);
        if (refusal is not null)
            cancellationToken.ThrowIfCancellationRequested();
        return refusal;
    }
}
