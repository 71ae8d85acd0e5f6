using System.Net;
using System.Net.Mail;
using System.Net.Mime;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>A connection to the mail server that lasts for a row of mails, and is made anew when it breaks.</summary>
internal sealed class SmtpLine(MailOptions options, TimeProvider time) : IMailLine
{
    /// <summary>Longest that one mail may take: the library waits for ever for a server that says nothing.</summary>
    private static readonly TimeSpan mostForOne = TimeSpan.FromMinutes(2);

    // To log in with a wrong password, or without one (RFC 4954 §6), or too early (RFC 3207 §4): none of them is about the mail.
    private static readonly int[] aboutTheConnection = [421, 454, 530, 534, 535, 538];

    private SmtpClient? kept;

    private string Server => $"The mail server {options.Host}:{options.PortNumber}";

    public async Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var reused = kept is not null;
        var refusal = await TryAsync(mail, cancellationToken);
        // A server may end a connection after a while or after so many mails; that says nothing of this one, and no part of it has left.
        return refusal is { Unreached: true } && reused && !cancellationToken.IsCancellationRequested ? await TryAsync(mail, cancellationToken) : refusal;
    }

    public void Dispose() => Hang();

    private async Task<MailRefusal?> TryAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var left = false;
        using var message = MailMessages.Of(mail, options.From, TransferEncoding.Base64, () => left = true);
        using var patience = new CancellationTokenSource(mostForOne, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var client = kept ??= Client();
            client.DeliveryFormat = MailMessages.FormatFor(mail);
            await client.SendMailAsync(message, either.Token);
            return null;
        }
        catch (SmtpFailedRecipientException error)
        {
            Hang();
            return RefusalOf(error, mail);
        }
        catch (Exception error)
        {
            // The seam to the mail server: a connection breaks in many ways, and what counts is how far the mail was.
            Hang();
            return RefusalOf(error, left, patience.IsCancellationRequested);
        }
    }

    private SmtpClient Client() => new(options.Host, options.PortNumber!.Value)
    {
        EnableSsl = options.StartTls,
        UseDefaultCredentials = false,
        Credentials = string.IsNullOrEmpty(options.User) ? null : new NetworkCredential(options.User, options.Password),
    };

    private void Hang()
    {
        kept?.Dispose();
        kept = null;
    }

    private MailRefusal RefusalOf(Exception error, bool left, bool late)
    {
        var code = error is SmtpException { StatusCode: var status } ? (int)status : 0;
        var reason = late ? $"it did not answer within {(int)mostForOne.TotalMinutes} minutes" : Plain(error);
        if (code is < 400 or > 599)
            return left
                ? new($"{Server} was handed the mail, but was not heard to take it: {reason}. It may or may not have arrived.", IsFinal: true)
                : new($"{Server} did not take the mail: {reason}.", IsFinal: false) { Unreached = true };
        var all = aboutTheConnection.Contains(code) && !left;
        return new($"{Server} did not take the mail: {reason}.", IsFinal: IsPermanent(code) && !all) { Unreached = all };
    }

    private MailRefusal RefusalOf(SmtpFailedRecipientException error, OutgoingMail mail)
    {
        IReadOnlyList<SmtpFailedRecipientException> refused = error is SmtpFailedRecipientsException { InnerExceptions.Length: > 0 } several ? several.InnerExceptions : [error];
        var addresses = English.List([.. refused.Select(one => one.FailedRecipient?.Trim('<', '>') ?? mail.To[0])]);
        var words = $"{Server} refused the address{(refused.Count > 1 ? "es" : "")} {addresses}: {Plain(refused[0])}.";
        // The client hands the mail over for those the server takes; sent again, they would have it twice.
        return refused.Count < mail.Recipients.Count()
            ? new($"{words} The mail was handed over for the other addresses, so it is not sent again.", IsFinal: true)
            : new(words, IsFinal: refused.All(one => IsPermanent((int)one.StatusCode)));
    }

    /// <summary>Codes of 500 and above ask not to try again (RFC 5321 §4.2.1).</summary>
    private static bool IsPermanent(int code) => code is >= 500 and <= 599;

    /// <summary>"Failure sending mail" alone says nothing: the reason is the innermost message.</summary>
    private static string Plain(Exception error) => error.GetBaseException().Message.TrimEnd('.', ' ', '\r', '\n');
}
