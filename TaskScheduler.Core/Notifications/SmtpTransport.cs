using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications;

/// <summary>Hands mail to a mail server by SMTP (RFC 5321), over TLS after STARTTLS when asked for.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private readonly MailOptions options = options.Value;

    public bool Delivers => true;

    public string Destination => $"the mail server {options.Host}:{options.PortNumber}";

    public async Task<string?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = MailMessages.Of(mail, options.From, TransferEncoding.Base64);
        // A client sends one message at a time, and keeps its connection: one for each mail.
        using var client = new SmtpClient(options.Host, options.PortNumber!.Value)
        {
            EnableSsl = options.StartTls,
            UseDefaultCredentials = false,
            Credentials = string.IsNullOrEmpty(options.User) ? null : new NetworkCredential(options.User, options.Password),
            DeliveryFormat = MailMessages.FormatFor(mail),
        };
        try
        {
            await client.SendMailAsync(message, cancellationToken);
            return null;
        }
        catch (SmtpFailedRecipientException error)
        {
            return $"The mail server {options.Host}:{options.PortNumber} refused the address {mail.To}: {Plain(error)}.";
        }
        catch (SmtpException error) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The mail server {options.Host}:{options.PortNumber} did not take the mail: {Plain(error)}.";
        }
    }

    /// <summary>"Failure sending mail" alone says nothing: the reason is the innermost message.</summary>
    private static string Plain(Exception error) => error.GetBaseException().Message.TrimEnd('.', ' ', '\r', '\n');
}
