using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Tests.Support;
using TaskScheduler.Tests.Support.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

/// <summary>Invitations as mail (RFC 6047 §2.4).</summary>
public sealed class CalendarMailTests
{
    private const string Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Grüße 日本語 🙂 \u2028\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static readonly OutgoingMail mail = new("jane@example.com", "Invitation: Report", "As text.") { Html = "<p>As HTML.</p>", Calendar = new("REQUEST", Calendar) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calendar_is_the_last_alternative_and_a_file()
    {
        await using var server = await MailServer.StartAsync();

        Assert.Null(await SmtpTo(server).SendAsync(mail, Cancel));

        var received = await server.MailAsync();
        Assert.Equal(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"], received.Structure);
        var (calendar, file) = (received.Parts[2], received.Parts[3]);
        Assert.Equal(("REQUEST", "utf-8", Calendar), (calendar.Method, calendar.Charset, calendar.Text));
        Assert.Equal(("invite.ics", Calendar), (file.FileName, file.Text));
        Assert.Empty(received.Defects);
    }

    [Theory]
    [InlineData("cancel", "CANCEL")]
    [InlineData("REQUEST\r\nBcc: eve@example.net", "REQUESTBCCEVEEXAMPLENET")]
    [InlineData("REQUEST; x=\"y\"", "REQUESTXY")]
    public async Task A_method_breaks_no_header(string method, string said)
    {
        await using var server = await MailServer.StartAsync();

        Assert.Null(await SmtpTo(server).SendAsync(mail with { Calendar = new(method, Calendar) }, Cancel));

        var received = await server.MailAsync();
        Assert.Equal(said, received.Parts[2].Method);
        Assert.DoesNotContain("bcc", received.Headers);
        Assert.Empty(received.Defects);
    }

    [Fact]
    public async Task A_mail_in_the_outbox_folder_is_made_alike()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(await new OutboxTransport(new(folder.Location), Options.Create(new MailOptions()), TimeProvider.System).SendAsync(mail, Cancel));

        var message = await File.ReadAllTextAsync(Directory.GetFiles(folder.Location, "*.eml").Single(), Cancel);
        var parts = new[] { "multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8", "text/calendar; ", "application/ics; name=invite.ics" };
        Assert.All(parts, part => Assert.Contains($"Content-Type: {part}", message, StringComparison.Ordinal));
        Assert.Contains("method=REQUEST", message, StringComparison.Ordinal);
        Assert.Equal(parts, parts.OrderBy(part => message.IndexOf($"Content-Type: {part}", StringComparison.Ordinal)));
    }

    private static SmtpTransport SmtpTo(MailServer server) => new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = $"{server.Port}", From = "scheduler@example.org" }));
}
