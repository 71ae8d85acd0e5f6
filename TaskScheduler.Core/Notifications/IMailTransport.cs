namespace TaskScheduler.Core.Notifications;

/// <summary>An e-mail to one person, as plain text.</summary>
/// <param name="To">Accepted by <see cref="MailAddressRule"/>.</param>
public sealed record OutgoingMail(string To, string Subject, string Text);

/// <summary>Takes e-mail on its way.</summary>
public interface IMailTransport
{
    /// <summary>False when mail is only written to a folder and reaches nobody.</summary>
    bool Delivers { get; }

    /// <summary>Where mail goes, for a sentence such as "Handed to …".</summary>
    string Destination { get; }

    /// <returns>Null when the mail was taken; else one sentence on why not.</returns>
    Task<string?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
