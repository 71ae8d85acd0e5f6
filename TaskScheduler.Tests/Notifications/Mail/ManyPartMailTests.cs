using System.Text;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Mail;

/// <summary>Mail with more than one recipient or more than a text, by both ways out.</summary>
public sealed class ManyPartMailTests : IDisposable
{
    private const string Boundary = "boundary=";

    private static readonly OutgoingMail mail = new(["jane@example.com", "jo@example.com"], "Report", "As text.")
    {
        Cc = ["kim@example.org"],
        Html = "<p>Grüße</p>",
        Attachments = [new("runs.csv", "text/csv; charset=utf-8", "a,b\r\n"u8.ToArray())],
    };

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everybody_in_to_and_cc_is_named_to_the_server_and_in_the_message()
    {
        await using var server = new SmtpDouble();

        Assert.Null(await SmtpTo(server).SendAsync(mail, Cancel));

        Assert.Equal(["RCPT TO:<jane@example.com>", "RCPT TO:<jo@example.com>", "RCPT TO:<kim@example.org>"], server.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.Contains("\nTo: jane@example.com, jo@example.com\n", server.Message, StringComparison.Ordinal);
        Assert.Contains("\nCc: kim@example.org\n", server.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_text_comes_before_the_html_and_the_file_beside_both(bool bySmtp)
    {
        var message = await SentAsync(mail, bySmtp);

        var parts = new[] { "multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8", "text/csv" };
        Assert.Equal(parts, parts.OrderBy(part => message.IndexOf($"Content-Type: {part}", StringComparison.Ordinal)));
        Assert.All(parts, part => Assert.Contains($"Content-Type: {part}", message, StringComparison.Ordinal));
        Assert.Contains("As text.", message, StringComparison.Ordinal);
        Assert.Contains(bySmtp ? Convert.ToBase64String("<p>Grüße</p>"u8) : "<p>Grüße</p>", message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("a,b\r\n"u8), message, StringComparison.Ordinal);
        Assert.Contains("Content-Disposition: attachment", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_alone_is_the_one_part_of_a_mail()
    {
        var message = await SentAsync(new("jane@example.com", "Report", "") { Html = "<p>Hello</p>" }, bySmtp: true);

        Assert.Contains("Content-Type: text/html; charset=utf-8", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Boundary, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_line_of_a_message_is_longer_than_mail_servers_take(bool bySmtp)
    {
        var line = new string('ü', 2_000);

        var message = await SentAsync(new("jane@example.com", line, line) { Html = line, Attachments = [new(line, "text/plain", Encoding.UTF8.GetBytes(line))] }, bySmtp);

        Assert.All(message.Split('\n'), written => Assert.InRange(Encoding.UTF8.GetByteCount(written), 0, 998));
    }

    [Theory]
    [InlineData("evil.csv\r\nBcc: eve@example.net")]
    [InlineData("evil\".csv; filename=\"x.exe")]
    [InlineData("../../evil.csv")]
    [InlineData("Übersicht.csv")]
    [InlineData("")]
    public async Task A_file_name_starts_no_header_and_leads_nowhere(string name)
    {
        await using var server = new SmtpDouble();

        Assert.Null(await SmtpTo(server).SendAsync(mail with { Attachments = [new(name, "text/csv", [1])] }, Cancel));

        Assert.DoesNotContain("\nBcc:", server.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", server.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("x.exe\"\n", server.Message!.Replace("_x.exe", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(3, server.Commands.Count(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("550 No such person here", true)]
    [InlineData("450 Mailbox is busy", false)]
    [InlineData("452 Full", false)]
    public async Task A_refusal_for_good_is_final_and_one_for_now_is_not(string answer, bool isFinal)
    {
        await using var server = new SmtpDouble { RecipientAnswer = answer };

        var refusal = await SmtpTo(server).SendAsync(new("jane@example.com", "Report", "Text"), Cancel);

        Assert.Equal(isFinal, refusal!.IsFinal);
        Assert.Null(server.Message);
    }

    [Fact]
    public async Task A_mail_that_others_got_is_not_sent_again_for_one_that_was_refused_for_now()
    {
        await using var server = new SmtpDouble { AnswersTo = new Dictionary<string, string>(StringComparer.Ordinal) { ["jo@example.com"] = "450 Busy" } };

        var refusal = await SmtpTo(server).SendAsync(mail, Cancel);

        Assert.NotNull(server.Message);
        Assert.True(refusal!.IsFinal);
        Assert.Contains("refused the address jo@example.com", refusal.Words, StringComparison.Ordinal);
        Assert.EndsWith("The mail was handed over for the other addresses, so it is not sent again.", refusal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_refused_addresses_are_all_named()
    {
        await using var server = new SmtpDouble { RecipientAnswer = "550 Nobody" };

        var refusal = await SmtpTo(server).SendAsync(mail with { Cc = [] }, Cancel);

        Assert.True(refusal!.IsFinal);
        Assert.Contains("refused the addresses jane@example.com and jo@example.com: ", refusal.Words, StringComparison.Ordinal);
    }

    private async Task<string> SentAsync(OutgoingMail sent, bool bySmtp)
    {
        await using var server = new SmtpDouble();
        IMailTransport transport = bySmtp ? SmtpTo(server) : new OutboxTransport(new(folder.Location), Options.Create(new MailOptions()), TimeProvider.System);
        Assert.Null(await transport.SendAsync(sent, Cancel));
        return bySmtp ? server.Message! : await File.ReadAllTextAsync(Directory.GetFiles(folder.Location, "*.eml").Single(), Cancel);
    }

    private static SmtpTransport SmtpTo(SmtpDouble server) => new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = $"{server.Port}", From = "scheduler@example.org" }));
}
