using System.Globalization;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>The message by which somebody tries whether messages arrive.</summary>
internal static class TestMessage
{
    private const string Subject = "A test of TaskScheduler";

    /// <param name="by">Who tries, as others know them.</param>
    public static NewMessage To(string address, string by, DateTimeOffset now)
    {
        var lines = new[]
        {
            "This is a test: messages from TaskScheduler arrive.",
            string.Create(CultureInfo.InvariantCulture, $"{by} asked for it on {now:d MMMM yyyy 'at' HH:mm} UTC. Nothing has to be done."),
        };
        return new($"test:{Guid.NewGuid():N}", MessageKind.Test, MessageVia.Mail, address, Subject)
        {
            Content = new(string.Join("\n\n", lines) + "\n") { Html = MailHtml.Document(Subject, MailHtml.Title(Subject) + string.Concat(lines.Select(MailHtml.Paragraph))) },
        };
    }
}
