using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Tests.Support.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

/// <summary>Mail as a server that others wrote takes and reads it.</summary>
public class RealMailServerTests
{
    private static readonly OutgoingMail mail = new("jane@example.com", "Report", "Hello,\n.\nJane.");

    [Theory]
    [InlineData("Report", "Hello,\n.\n..\nJane.\n")]
    [InlineData("Grüße 日本語 🙂", "Jürgen 日本語 🙂\n")]
    [InlineData("=?utf-8?q?not_encoded?= <b>\"x\"</b>", "From here\nBcc: eve@example.net\n")]
    public async Task A_mail_is_read_as_it_was_written(string subject, string text)
    {
        await using var server = await MailServer.StartAsync();

        Assert.Null(await SendAsync(server, mail with { Subject = subject, Text = text }));

        var received = await server.MailAsync();
        Assert.Equal((subject, text, "scheduler@example.org"), (received.Subject, received.Text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", received.Sender));
        Assert.Equal(["jane@example.com"], received.Recipients);
        Assert.Empty(received.Defects);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.net")]
    [InlineData("Hello\nBcc: eve@example.net\n\nAnother text")]
    [InlineData("Grüße\r\nBcc: eve@example.net")]
    public async Task A_hostile_subject_starts_no_header_and_no_text(string subject)
    {
        await using var server = await MailServer.StartAsync();

        Assert.Null(await SendAsync(server, mail with { Subject = subject }));

        var received = await server.MailAsync();
        Assert.DoesNotContain("bcc", received.Headers);
        Assert.StartsWith("Hello,", received.Text, StringComparison.Ordinal);
        Assert.Contains("Bcc: eve@example.net", received.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_logs_in_with_the_right_password_only()
    {
        await using var server = await MailServer.StartAsync("scheduler", "s3cret");

        Assert.Contains("did not take the mail", await SendAsync(server, mail, options => (options.User, options.Password) = ("scheduler", "wrong")), StringComparison.Ordinal);
        Assert.Null(await SendAsync(server, mail, options => (options.User, options.Password) = ("scheduler", "s3cret")));

        Assert.Equal("scheduler", (await server.MailAsync()).User);
    }

    [Theory]
    [InlineData("nobody@example.com", "Report", "refused the address nobody@example.com", "No such person here")]
    [InlineData("later@example.com", "Report", "did not take the mail", "Come back later")]
    [InlineData("jane@example.com", "You won the lottery", "did not take the mail", "Looks like spam")]
    public async Task A_refusal_is_said_with_the_servers_reason(string to, string subject, string what, string reason)
    {
        await using var server = await MailServer.StartAsync();

        var error = await SendAsync(server, mail with { To = [to], Subject = subject });

        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_trusts_is_sent_nothing()
    {
        await using var server = await MailServer.StartUntrustedAsync();

        var error = await SendAsync(server, mail, options => options.Security = "StartTls");

        Assert.Contains("certificate", error, StringComparison.Ordinal);
    }

    private static async Task<string?> SendAsync(MailServer server, OutgoingMail mail, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = $"{server.Port}", From = "scheduler@example.org" };
        change?.Invoke(options);
        return (await new SmtpTransport(Options.Create(options)).SendAsync(mail, TestContext.Current.CancellationToken))?.Words;
    }
}
