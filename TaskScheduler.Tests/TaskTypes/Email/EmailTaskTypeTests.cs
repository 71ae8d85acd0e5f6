using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Email;
using TaskScheduler.Tests.Notifications.Mail;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Email;

public sealed class EmailTaskTypeTests
{
    private static readonly RunContext run = new(Guid.NewGuid(), Guid.NewGuid(), "Pay rent", "To the landlord", "jane@example.com", """{"text":"Today!"}""", DateTimeOffset.UnixEpoch, 1);

    [Fact]
    public async Task Without_addresses_the_user_of_the_task_gets_the_mail_under_the_title_of_the_task()
    {
        var (mail, output) = (new KeepingTransport(), new HeardOutput());

        await PerformAsync(mail, run with { Output = output });

        Assert.Equal(("jane@example.com", "Pay rent", "Today!"), (Assert.Single(mail.Kept!.To), mail.Kept.Subject, mail.Kept.Text));
        Assert.Equal("To: jane@example.com\nSubject: Pay rent\n\nHanded to a list.", output.Text);
    }

    [Fact]
    public async Task Addresses_are_read_from_lines_and_commas_each_once()
    {
        var (mail, output) = (new KeepingTransport(), new HeardOutput());

        await PerformAsync(mail, run with { Output = output, Payload = """{"to":"a@example.com, b@example.com\nA@example.com;\r\nc@example.com","cc":"d@example.com","subject":"Hi","html":"<p>Hi</p>"}""" });

        Assert.Equal(["a@example.com", "b@example.com", "c@example.com"], mail.Kept!.To);
        Assert.Equal(["d@example.com"], mail.Kept.Cc);
        Assert.Equal(("<p>Hi</p>", ""), (mail.Kept.Html, mail.Kept.Text));
        Assert.Equal("To: a@example.com, b@example.com, c@example.com\nCc: d@example.com\nSubject: Hi\n\nHanded to a list.", output.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_is_as_final_as_the_refusal(bool isFinal)
    {
        var performance = await PerformAsync(new() { Refusal = new("No such person.", isFinal) }, run);

        Assert.Equal(("No such person.", isFinal), (performance.Error, performance.IsFinal));
    }

    [Fact]
    public async Task What_was_filled_in_and_is_no_address_sends_nothing_and_is_final()
    {
        var mail = new KeepingTransport();

        var performance = await PerformAsync(mail, run with { Payload = """{"to":"nobody","text":"Hi"}""" });

        Assert.Null(mail.Kept);
        Assert.True(performance.IsFinal);
        Assert.StartsWith("'nobody' is not an e-mail address.", performance.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"Hi"}""", null)]
    [InlineData("""{"html":"<p>Hi</p>","to":"a@example.com"}""", null)]
    [InlineData("""{"to":"{{now}}","text":"Hi"}""", null)]
    [InlineData("{}", "payload.text")]
    [InlineData("""{"text":" ","html":""}""", "payload.text")]
    [InlineData("""{"text":"Hi","to":"a@example.com, b"}""", "payload.to")]
    [InlineData("""{"text":"Hi","cc":"Kim <kim@example.org>"}""", "payload.cc")]
    [InlineData("""{"text":"Hi","subject":"one\r\ntwo"}""", "payload.subject")]
    public void A_fault_is_said_at_its_field(string payload, string? field)
    {
        var faults = new List<Core.Fault>();

        PayloadRules.Check(EmailPayload.Description, JsonNode.Parse(payload)!.AsObject(), faults);

        Assert.Equal(field, faults.SingleOrDefault()?.Field);
    }

    [Fact]
    public void More_than_fifty_addresses_are_refused()
    {
        var faults = new List<Core.Fault>();

        PayloadRules.Check(EmailPayload.Description, new() { ["text"] = "Hi", ["to"] = string.Join(',', Enumerable.Range(0, 51).Select(number => $"a{number}@example.com")) }, faults);

        Assert.Equal("There are 51 addresses; write at most 50.", Assert.Single(faults).Message);
    }

    [Fact]
    public async Task A_task_without_a_user_and_an_address_is_refused_at_the_field()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await driver.Tasks.CreateAsync(new() { Title = "Mail", Type = "email", Payload = new() { ["text"] = "Hi" }, Schedule = new() { Kind = "immediate" } }, TestContext.Current.CancellationToken);

        Assert.Equal("payload.to", Assert.Single(refused.Faults).Field);
    }

    private static Task<Performance> PerformAsync(KeepingTransport mail, RunContext context) => new EmailTaskType(mail).PerformAsync(context, TestContext.Current.CancellationToken);
}
