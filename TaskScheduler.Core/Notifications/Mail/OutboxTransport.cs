using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>The folder that mail is written to when there is no mail server.</summary>
/// <param name="Path">Absolute; created when the first mail is written.</param>
public sealed record OutboxFolder(string Path);

/// <summary>Writes each mail as an <c>.eml</c> file, which mail programs open.</summary>
internal sealed class OutboxTransport(OutboxFolder folder, IOptions<MailOptions> options, TimeProvider time) : IMailTransport
{
    public bool Delivers => false;

    public string Destination => $"the outbox folder {folder.Path}";

    public async Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        // A file is read by people too, and needs no protection on a way through mail servers.
        using var message = MailMessages.Of(mail, options.Value.From, TransferEncoding.EightBit);
        var id = Guid.NewGuid().ToString("N");
        // The client gives the file a name of its own and writes it in pieces: it does so in a folder of its own,
        // and the whole file is moved, so that nobody reads half a mail.
        var workshop = Path.Combine(folder.Path, $".{id}");
        try
        {
            Directory.CreateDirectory(workshop);
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = workshop,
                DeliveryFormat = MailMessages.FormatFor(mail),
            };
            await client.SendMailAsync(message, cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmss.fff'Z'}-{id[..12]}.eml");
            File.Move(Directory.GetFiles(workshop, "*.eml").Single(), Path.Combine(folder.Path, name));
            Directory.Delete(workshop);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new($"The mail can't be written to the outbox folder {folder.Path}: {error.GetBaseException().Message.TrimEnd('.')}.", IsFinal: false) { Unreached = true };
        }
    }
}
