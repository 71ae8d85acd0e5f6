using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

public class SmtpTransportTests
{
    private static readonly OutgoingMail mail = new("jane@example.com", "Report", "Hello,\n.\nJane.");

    [Fact]
    public async Task A_mail_reaches_the_server_with_sender_recipient_and_message()
    {
        await using var server = new SmtpDouble();

        var error = await SendAsync(server.Port, mail);

        Assert.Null(error);
        Assert.Contains("MAIL FROM:<scheduler@example.org>", server.Commands);
        Assert.Contains("RCPT TO:<jane@example.com>", server.Commands);
        Assert.Contains("Auto-Submitted: auto-generated\n", server.Message, StringComparison.Ordinal);
        Assert.Contains("\n\nHello,\n..\nJane.", server.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_beyond_ascii_travels_as_base64()
    {
        await using var server = new SmtpDouble();

        Assert.Null(await SendAsync(server.Port, mail with { Subject = "Grüße", Text = "Jürgen\n" }));

        Assert.Contains("Subject: =?utf-8?B?R3LDvMOfZQ==?=\n", server.Message, StringComparison.Ordinal);
        Assert.Contains("\n\n" + Convert.ToBase64String("Jürgen\r\n"u8), server.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_in_a_subject_starts_no_header()
    {
        await using var server = new SmtpDouble();

        await SendAsync(server.Port, mail with { Subject = "Hello\r\nBcc: eve@example.net" });

        Assert.DoesNotContain("\nBcc:", server.Message, StringComparison.Ordinal);
        Assert.Contains("Subject: Hello  Bcc: eve@example.net\n", server.Message, StringComparison.Ordinal);
        Assert.Single(server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_logs_in()
    {
        await using var server = new SmtpDouble();

        Assert.Null(await SendAsync(server.Port, mail, options => (options.User, options.Password) = ("scheduler", "s3cret")));

        Assert.Contains("user scheduler", server.Commands);
        Assert.Contains("password s3cret", server.Commands);
    }

    [Fact]
    public async Task A_refused_recipient_is_said_with_the_servers_reason()
    {
        await using var server = new SmtpDouble { RecipientAnswer = "550 No such person here" };

        var error = await SendAsync(server.Port, mail);

        Assert.StartsWith($"The mail server 127.0.0.1:{server.Port} refused the address jane@example.com: ", error, StringComparison.Ordinal);
        Assert.Contains("No such person here", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_message_is_said_with_the_servers_reason()
    {
        await using var server = new SmtpDouble { DataAnswer = "554 Looks like spam" };

        var error = await SendAsync(server.Port, mail);

        Assert.StartsWith($"The mail server 127.0.0.1:{server.Port} did not take the mail: ", error, StringComparison.Ordinal);
        Assert.Contains("Looks like spam", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_when_the_server_offers_no_tls()
    {
        await using var server = new SmtpDouble();

        var error = await SendAsync(server.Port, mail, options => options.Security = "StartTls");

        Assert.Contains("does not support secure connections", error, StringComparison.Ordinal);
        Assert.Null(server.Message);
    }

    [Fact]
    public async Task A_server_that_is_down_is_said_with_its_name()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal($"The mail server 127.0.0.1:{port} did not take the mail: Connection refused.", await SendAsync(port, mail));
    }

    [Fact]
    public async Task A_cancelled_mail_ends_as_cancelled()
    {
        // Accepts the connection and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var cancel = new CancellationTokenSource();

        var sending = TransportTo(((IPEndPoint)silent.LocalEndpoint).Port).SendAsync(mail, cancel.Token);
        using var accepted = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static async Task<string?> SendAsync(int port, OutgoingMail mail, Action<MailOptions>? change = null) =>
        (await TransportTo(port, change).SendAsync(mail, TestContext.Current.CancellationToken))?.Words;

    private static SmtpTransport TransportTo(int port, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = $"{port}", From = "scheduler@example.org" };
        change?.Invoke(options);
        return new(Options.Create(options));
    }
}
