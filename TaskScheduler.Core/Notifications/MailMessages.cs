using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace TaskScheduler.Core.Notifications;

/// <summary>Makes the Internet message (RFC 5322) of an outgoing mail.</summary>
internal static class MailMessages
{
    private const int LongestSubject = 250;

    /// <summary>Longest line of a message without its line break, in bytes (RFC 5322 §2.1.1).</summary>
    private const int LongestLine = 998;

    /// <param name="beyondAscii">How a text is encoded that is not plain ASCII in lines of usual length.</param>
    public static MailMessage Of(OutgoingMail mail, string from, TransferEncoding beyondAscii)
    {
        var sender = new MailAddress(from);
        var text = mail.Text.ReplaceLineEndings("\r\n");
        var message = new MailMessage(sender, new MailAddress(mail.To))
        {
            Subject = OneLine(mail.Subject),
            SubjectEncoding = Encoding.UTF8,
            Body = text,
            BodyEncoding = Encoding.UTF8,
            // Not quoted-printable: the framework's writes a line break as =0D=0A, against RFC 2045 §6.7.
            BodyTransferEncoding = IsPlain(text) ? TransferEncoding.SevenBit : beyondAscii,
        };
        message.Headers["Message-ID"] = $"<{Guid.NewGuid():N}@{sender.Host}>";
        // RFC 3834 §5: keeps out-of-office replies from answering.
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }

    /// <summary>A local part beyond ASCII needs an internationalized message (RFC 6531); all others stay with the older form.</summary>
    public static SmtpDeliveryFormat FormatFor(OutgoingMail mail) =>
        mail.To.All(char.IsAscii) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International;

    private static bool IsPlain(string text) =>
        text.All(character => char.IsAscii(character) && (!char.IsControl(character) || character is '\r' or '\n' or '\t'))
        && text.Split("\r\n").All(line => line.Length <= LongestLine);

    // A line break in a subject would start a header of its own.
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        if (line.Length <= LongestSubject)
            return line;
        var end = char.IsHighSurrogate(line[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject;
        return line[..end] + "…";
    }
}
