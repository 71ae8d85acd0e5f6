using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>An e-mail on its way out.</summary>
/// <param name="To">At least one, each accepted by <see cref="MailAddressRule"/>.</param>
/// <param name="Text">Plain text; may be empty when there is <see cref="Html"/>.</param>
public sealed record OutgoingMail(IReadOnlyList<string> To, string Subject, string Text)
{
    public OutgoingMail(string to, string subject, string text)
        : this([to], subject, text)
    {
    }

    /// <summary>Who gets a copy, seen by all; each accepted by <see cref="MailAddressRule"/>.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The same in HTML, which mail programs show in place of the text; null when there is none.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>What calendars read: carried as an alternative and as the file <c>invite.ics</c> (RFC 6047 §2.4); null when there is none.</summary>
    public MessageCalendar? Calendar { get; init; }

    /// <summary>Its Message-ID without the angle brackets and the host (RFC 5322 §3.6.4), the same each time it is sent; null for one of its own.</summary>
    public string? MessageId { get; init; }

    /// <summary>Everybody it goes to.</summary>
    public IEnumerable<string> Recipients => To.Concat(Cc);
}

/// <summary>A file that a mail carries.</summary>
/// <param name="Name">As it is offered for saving; what a file name can't have is replaced when it is sent.</param>
/// <param name="MediaType">As <c>text/csv; charset=utf-8</c>.</param>
public sealed record MailAttachment(string Name, string MediaType, byte[] Content);

/// <summary>Why a mail was not taken.</summary>
/// <param name="Words">One sentence for a person.</param>
/// <param name="IsFinal">Sending it again would fail in the same way, or reach somebody a second time.</param>
public sealed record MailRefusal(string Words, bool IsFinal)
{
    /// <summary>It is not about this mail: any other would be refused as well at this moment. Never together with <see cref="IsFinal"/>.</summary>
    public bool Unreached { get; init; }
}

/// <summary>Takes e-mail on its way.</summary>
public interface IMailTransport
{
    /// <summary>False when mail is only written to a folder and reaches nobody.</summary>
    bool Delivers { get; }

    /// <summary>Where mail goes, for a sentence such as "Handed to …".</summary>
    string Destination { get; }

    /// <returns>Null when the mail was taken.</returns>
    Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>For a row of mails; what it holds, such as a connection, is given back when it is disposed.</summary>
    IMailLine Open() => new MailByMail(this);
}
