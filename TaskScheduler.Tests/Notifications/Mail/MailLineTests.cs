using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Tests.Support.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

/// <summary>Many mails over one connection, and what is known of one when it breaks.</summary>
public sealed class MailLineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_that_follow_each_other_share_a_connection()
    {
        await using var server = await MailServer.StartAsync();
        using var line = TransportTo(server.Port).Open();

        for (var number = 0; number < 5; number++)
            Assert.Null(await line.SendAsync(MailTo("jane@example.com", number), Cancel));

        for (var number = 0; number < 5; number++)
        {
            var mail = await server.MailAsync();
            Assert.Equal(($"Mail {number}", 1), (mail.Subject, mail.Connection));
        }
    }

    [Fact]
    public async Task A_refusal_of_one_mail_says_nothing_of_the_next()
    {
        await using var server = await MailServer.StartAsync();
        using var line = TransportTo(server.Port).Open();

        var nobody = await line.SendAsync(MailTo("nobody@example.com"), Cancel);
        var later = await line.SendAsync(MailTo("later@example.com"), Cancel);
        var spam = await line.SendAsync(MailTo("jane@example.com") with { Subject = "You won the lottery" }, Cancel);
        Assert.Null(await line.SendAsync(MailTo("jane@example.com"), Cancel));

        Assert.Equal((true, false, true), (nobody!.IsFinal, later!.IsFinal, spam!.IsFinal));
        Assert.All([nobody, later, spam], refusal => Assert.False(refusal.Unreached));
        Assert.Equal("Mail 0", (await server.MailAsync()).Subject);
    }

    [Fact]
    public async Task A_wrong_password_is_about_all_mail_and_may_be_put_right()
    {
        await using var server = await MailServer.StartAsync("scheduler", "s3cret");

        var refusal = await TransportTo(server.Port, options => (options.User, options.Password) = ("scheduler", "wrong")).SendAsync(MailTo("jane@example.com"), Cancel);

        Assert.Equal((false, true), (refusal!.IsFinal, refusal.Unreached));
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_each_mail_is_called_again()
    {
        await using var server = new SmtpDouble { HangsUp = (Before: false, After: true) };
        using var line = TransportTo(server.Port).Open();

        for (var number = 0; number < 3; number++)
            Assert.Null(await line.SendAsync(MailTo("jane@example.com", number), Cancel));

        Assert.Equal(3, server.Connections);
        Assert.Equal(3, server.Commands.Count(command => command == "DATA"));
    }

    [Fact]
    public async Task A_mail_that_may_have_arrived_is_not_sent_a_second_time()
    {
        await using var server = new SmtpDouble { HangsUp = (Before: true, After: false) };
        using var line = TransportTo(server.Port).Open();

        var refusal = await line.SendAsync(MailTo("jane@example.com"), Cancel);

        Assert.Equal((true, false), (refusal!.IsFinal, refusal.Unreached));
        Assert.EndsWith("It may or may not have arrived.", refusal.Words, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    private static OutgoingMail MailTo(string address, int number = 0) => new(address, $"Mail {number}", "Hello");

    private static IMailTransport TransportTo(int port, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = $"{port}", From = "scheduler@example.org" };
        change?.Invoke(options);
        return new SmtpTransport(Options.Create(options));
    }
}
