using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>Makes the Internet message (RFC 5322) of an outgoing mail.</summary>
internal static class MailMessages
{
    private const int LongestSubject = 250;
    private const int LongestFileName = 100;

    // Of up to four bytes each: an encoded word has at most 75 characters.
    private const int RunesInWord = 11;

    /// <summary>Longest line of a message without its line break, in bytes (RFC 5322 §2.1.1).</summary>
    private const int LongestLine = 998;

    private const string CalendarFile = "invite.ics";

    /// <param name="beyondAscii">How a text is encoded that is not plain ASCII.</param>
    /// <param name="leaves">Is called when the content begins to leave: before, nobody can have got the mail.</param>
    public static MailMessage Of(OutgoingMail mail, string from, TransferEncoding beyondAscii, Action? leaves = null)
    {
        var sender = new MailAddress(from);
        var message = new MailMessage { From = sender, Subject = AsWritten(OneLine(mail.Subject, LongestSubject)), SubjectEncoding = Encoding.UTF8 };
        foreach (var address in mail.To)
            message.To.Add(new MailAddress(address));
        foreach (var address in mail.Cc)
            message.CC.Add(new MailAddress(address));
        foreach (var (type, text) in Alternatives(mail))
            message.AlternateViews.Add(ViewOf(type, text, beyondAscii, leaves));
        foreach (var file in mail.Attachments)
            message.Attachments.Add(AttachmentOf(file));
        // Some programs offer a calendar only as a file; not as text/calendar, of which they would make a second invitation.
        if (mail.Calendar is { } calendar)
            message.Attachments.Add(AttachmentOf(new(CalendarFile, "application/ics", Encoding.UTF8.GetBytes(calendar.Text))));
        message.Headers["Message-ID"] = $"<{mail.MessageId ?? $"{Guid.NewGuid():N}"}@{sender.Host}>";
        // RFC 3834 §5: keeps out-of-office replies from answering.
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }

    // What looks like an encoded word would be decoded by who reads it, so it is encoded itself (RFC 2047 §2); all else is left to the library.
    private static string AsWritten(string subject)
    {
        if (!subject.Contains("=?", StringComparison.Ordinal))
            return subject;
        var words = subject.EnumerateRunes().Chunk(RunesInWord).Select(runes => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(runes.Select(rune => rune.ToString())))));
        return string.Join(' ', words.Select(word => $"=?utf-8?B?{word}?="));
    }

    /// <summary>A local part beyond ASCII needs an internationalized message (RFC 6531); all others stay with the older form.</summary>
    public static SmtpDeliveryFormat FormatFor(OutgoingMail mail) =>
        mail.Recipients.All(address => address.All(char.IsAscii)) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International;

    // The last alternative is the one that is shown by programs that know it (RFC 2046 §5.1.4). A single one is the whole content.
    private static IEnumerable<(ContentType Type, string Text)> Alternatives(OutgoingMail mail)
    {
        if (mail.Text.Length > 0 || mail.Html is null)
            yield return (new(MediaTypeNames.Text.Plain), mail.Text.ReplaceLineEndings("\r\n"));
        if (mail.Html is { } html)
            yield return (new(MediaTypeNames.Text.Html), html.ReplaceLineEndings("\r\n"));
        if (mail.Calendar is { } calendar)
            yield return (CalendarType(calendar.Method), calendar.Text);
    }

    // The method here has to be that of the calendar (RFC 6047 §2.4).
    private static ContentType CalendarType(string method)
    {
        var type = new ContentType("text/calendar");
        type.Parameters["method"] = string.Concat(method.Where(char.IsAsciiLetter)).ToUpperInvariant();
        return type;
    }

    private static AlternateView ViewOf(ContentType type, string text, TransferEncoding beyondAscii, Action? leaves)
    {
        type.CharSet = Encoding.UTF8.WebName;
        return new(new WatchedContent(Encoding.UTF8.GetBytes(text), leaves), type) { TransferEncoding = EncodingFor(text, beyondAscii) };
    }

    private static Attachment AttachmentOf(MailAttachment file)
    {
        var name = FileName(file.Name);
        var attachment = new Attachment(new MemoryStream(file.Content), new ContentType(file.MediaType))
        {
            Name = name,
            NameEncoding = Encoding.UTF8,
            TransferEncoding = TransferEncoding.Base64,
        };
        attachment.ContentDisposition!.DispositionType = DispositionTypeNames.Attachment;
        return attachment;
    }

    // Not quoted-printable: the framework's writes a line break as =0D=0A, against RFC 2045 §6.7.
    private static TransferEncoding EncodingFor(string text, TransferEncoding beyondAscii)
    {
        var linesFit = text.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= LongestLine);
        return !linesFit ? TransferEncoding.Base64 : IsPlain(text) ? TransferEncoding.SevenBit : beyondAscii;
    }

    private static bool IsPlain(string text) =>
        text.All(character => char.IsAscii(character) && (!char.IsControl(character) || character is '\r' or '\n' or '\t'));

    // What leads elsewhere in a path, or ends the name in a header, has no place in it.
    private static string FileName(string name)
    {
        var plain = string.Concat(OneLine(name, LongestFileName).Select(character => character is '/' or '\\' or '"' or ':' ? '_' : character)).Replace("..", "_", StringComparison.Ordinal);
        return plain.Length == 0 ? "file" : plain;
    }

    // A line break in a header would start one of its own.
    private static string OneLine(string text, int longest)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
        return Excerpt.Of(line, longest);
    }

    // The library says how a mail ended but not how far it was; it reads the content only when the server has asked for it.
    private sealed class WatchedContent(byte[] content, Action? read) : MemoryStream(content, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            read?.Invoke();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            read?.Invoke();
            return base.Read(buffer);
        }
    }
}
