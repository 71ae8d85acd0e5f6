using System.Text;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Report;
using TaskScheduler.Tests.Notifications.Mail;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Report;

public sealed class ReportTaskTypeTests
{
    private static readonly RunContext run = new(Guid.NewGuid(), Guid.NewGuid(), "Weekly", "", "jane@example.com", "{}", SchedulerDriver.Noon, 1);

    [Fact]
    public async Task The_mail_has_html_text_and_a_table_and_tells_of_the_day_before_the_task_was_due()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await RecordedRuns.AddAsync(driver.Get<IWriteGate>(), Guid.NewGuid(), "Backup", RunState.Failed, SchedulerDriver.Noon.AddDays(-1), 250, error: "No route");
        var (mail, output) = (new KeepingTransport(), new HeardOutput());

        var performance = await new ReportTaskType(driver.Get<ReportReader>(), mail).PerformAsync(run with { Output = output }, TestContext.Current.CancellationToken);

        Assert.Null(performance.Error);
        Assert.Equal("Report: Mon 30 Nov 2026", mail.Kept!.Subject);
        Assert.Equal(["jane@example.com"], mail.Kept.To);
        Assert.Contains("No route", mail.Kept.Html, StringComparison.Ordinal);
        Assert.Contains("No route", mail.Kept.Text, StringComparison.Ordinal);
        Assert.Contains(",Backup,scripted,1,0,1,", Encoding.UTF8.GetString(Assert.Single(mail.Kept.Attachments).Content), StringComparison.Ordinal);
        Assert.Contains("Attached: report.csv", output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"period":"last-week","timeZone":"Europe/Berlin","to":"a@example.com"}""", null)]
    [InlineData("""{"period":"custom","firstDay":"2026-11-01","lastDay":"2026-11-30"}""", null)]
    [InlineData("""{"period":"custom","firstDay":"{{due}}","lastDay":"2026-11-30"}""", null)]
    [InlineData("""{"period":"custom","lastDay":"2026-11-30"}""", "payload.firstDay")]
    [InlineData("""{"period":"custom","firstDay":"2026-11-30","lastDay":"2026-11-01"}""", "payload.lastDay")]
    [InlineData("""{"period":"tomorrow"}""", "payload.period")]
    [InlineData("""{"timeZone":"Berlin"}""", "payload.timeZone")]
    [InlineData("""{"to":"nobody"}""", "payload.to")]
    public void A_fault_is_said_at_its_field(string payload, string? field)
    {
        var faults = new List<Core.Fault>();

        PayloadRules.Check(new ReportTaskType(null!, new KeepingTransport()).Description, JsonNode.Parse(payload)!.AsObject(), faults);

        Assert.Equal(field, faults.FirstOrDefault()?.Field);
    }
}
