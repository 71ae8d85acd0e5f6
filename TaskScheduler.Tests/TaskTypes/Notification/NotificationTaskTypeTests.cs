using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Notification;
using TaskScheduler.Tests.Notifications.Mail;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Notification;

public class NotificationTaskTypeTests
{
    [Theory]
    [InlineData("{}", "Pay rent", "To the landlord")]
    [InlineData("""{"title":"","text":null}""", "Pay rent", "To the landlord")]
    [InlineData("""{"title":"Reminder"}""", "Reminder", "To the landlord")]
    [InlineData("""{"title":"Reminder","text":"Today!"}""", "Reminder", "Today!")]
    public async Task What_the_payload_leaves_out_comes_from_the_task(string payload, string subject, string text)
    {
        var (mail, output) = (new KeepingTransport(), new HeardOutput());

        var performance = await PerformAsync(mail, Run(payload) with { Output = output });

        Assert.Null(performance.Error);
        Assert.Equal(("jane@example.com", subject, text), (Assert.Single(mail.Kept!.To), mail.Kept.Subject, mail.Kept.Text));
        Assert.Equal($"To: jane@example.com\nSubject: {subject}\n\nHanded to a list.", output.Text);
    }

    [Fact]
    public async Task A_task_without_a_description_repeats_its_title_as_text()
    {
        var mail = new KeepingTransport();

        await PerformAsync(mail, Run("{}") with { Description = "" });

        Assert.Equal("Pay rent", mail.Kept?.Text);
    }

    [Fact]
    public async Task What_the_mail_server_refuses_fails_with_its_reason() =>
        Assert.Equal("No such person.", (await PerformAsync(new KeepingTransport { Refusal = new("No such person.", IsFinal: false) }, Run("{}"))).Error);

    [Fact]
    public async Task A_task_without_an_address_fails_and_says_what_to_do() =>
        Assert.Equal("The task has no e-mail address to notify; add one to it.", (await PerformAsync(new KeepingTransport(), Run("{}") with { UserEmail = null })).Error);

    private static Task<Performance> PerformAsync(IMailTransport mail, RunContext run) =>
        new NotificationTaskType(mail).PerformAsync(run, TestContext.Current.CancellationToken);

    private static RunContext Run(string payload) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "Pay rent", "To the landlord", "jane@example.com", payload, DateTimeOffset.UnixEpoch, 1);
}
