using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>Hands mail to a mail server by SMTP (RFC 5321), over TLS after STARTTLS when asked for.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private readonly MailOptions options = options.Value;

    public bool Delivers => true;

    public string Destination => $"the mail server {options.Host}:{options.PortNumber}";

    public async Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
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
            return RefusalOf(error, mail);
        }
        catch (SmtpException error) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"{Server} did not take the mail: {Plain(error)}.", IsFinal: false);
        }
    }

    private string Server => $"The mail server {options.Host}:{options.PortNumber}";

    private MailRefusal RefusalOf(SmtpFailedRecipientException error, OutgoingMail mail)
    {
        IReadOnlyList<SmtpFailedRecipientException> refused = error is SmtpFailedRecipientsException { InnerExceptions.Length: > 0 } several ? several.InnerExceptions : [error];
        var addresses = English.List([.. refused.Select(one => one.FailedRecipient?.Trim('<', '>') ?? mail.To[0])]);
        var words = $"{Server} refused the address{(refused.Count > 1 ? "es" : "")} {addresses}: {Plain(refused[0])}.";
        // The client hands the mail over for those the server takes; sent again, they would have it twice.
        return refused.Count < mail.Recipients.Count()
            ? new($"{words} The mail was handed over for the other addresses, so it is not sent again.", IsFinal: true)
            : new(words, IsFinal: refused.All(IsPermanent));
    }

    /// <summary>Codes of 500 and above ask not to try again (RFC 5321 §4.2.1).</summary>
    private static bool IsPermanent(SmtpException error) => (int)error.StatusCode is >= 500 and <= 599;

    /// <summary>"Failure sending mail" alone says nothing: the reason is the innermost message.</summary>
    private static string Plain(Exception error) => error.GetBaseException().Message.TrimEnd('.', ' ', '\r', '\n');
}
