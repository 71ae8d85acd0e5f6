using System.Text;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.TaskTypes.Email;

namespace TaskScheduler.Core.TaskTypes.Report;

/// <summary>Mails a report on what became of runs.</summary>
public sealed class ReportTaskType(ReportReader reader, IMailTransport mail) : ITaskType
{
    public TaskTypeDescription Description { get; } = new(
        "report",
        "Report",
        "Mails a report on the runs of a period: outcomes, durations, failures, lateness.",
        "summarize",
        [
            new("period", "Period", PayloadFieldKind.Choice) { Default = ReportPeriod.Yesterday, Choices = ReportPeriod.Choices, Help = "Whole days of the time zone, counted from the day on which the task is due. With today in it, it tells of what has ended by then; custom is from one day to another." },
            new("firstDay", "First day", PayloadFieldKind.Text) { MaxLength = 100, Help = "For custom, as 2026-11-01." },
            new("lastDay", "Last day", PayloadFieldKind.Text) { MaxLength = 100, Help = "For custom, as 2026-11-30." },
            new("timeZone", "Time zone", PayloadFieldKind.Text) { Default = "UTC", MaxLength = 100, Help = "In which a day begins and ends, as Europe/Berlin." },
            new("to", "To", PayloadFieldKind.LongText) { MaxLength = 4_000, Help = "E-mail addresses, with commas between them or one on each line. Left empty, the task's user gets it." },
        ])
    {
        NeedsUserEmail = true,
        InPlaceOfUserEmail = "to",
        Rule = Faults,
    };

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        var payload = JsonNode.Parse(run.Payload)!.AsObject();
        var recipients = MailAddressList.Read(Text(payload, "to"), out var fault);
        if (recipients.Count == 0 && run.UserEmail is { Length: > 0 } user)
            recipients = [user];
        // From when it was due, so that a late attempt tells of the same days.
        var period = PeriodOf(payload, run.DueAt);
        if (fault is not null || !period.Succeeded || recipients.Count == 0)
            return Performance.Failed(fault ?? period.Faults.FirstOrDefault()?.Message ?? "Nobody gets this report: write a recipient, or give the task a user.") with { IsFinal = true };
        return await MailPerformance.OfAsync(mail, MailOf(await reader.ReadAsync(period.Value, cancellationToken), recipients), run.Output, cancellationToken);
    }

    private static OutgoingMail MailOf(RunReport report, IReadOnlyList<string> recipients) => new(recipients, $"Report: {report.Period.Words}", ReportText.Of(report))
    {
        Html = ReportHtml.Of(report),
        Attachments = [new("report.csv", "text/csv; charset=utf-8", Encoding.UTF8.GetBytes(ReportCsv.Of(report)))],
    };

    private static Result<ReportPeriod> PeriodOf(JsonObject payload, DateTimeOffset now) =>
        ReportPeriod.Read(Text(payload, "period") ?? ReportPeriod.Yesterday, Text(payload, "firstDay"), Text(payload, "lastDay"), Text(payload, "timeZone"), now);

    private static IEnumerable<Fault> Faults(JsonObject payload)
    {
        if (Text(payload, "to") is { } list && !PayloadRules.IsFilledInLater(list) && MailAddressList.Read(list, out var fault) is not null && fault is not null)
            yield return new("payload.to", fault);
        if (new[] { "firstDay", "lastDay", "timeZone" }.Any(name => PayloadRules.IsFilledInLater(Text(payload, name) ?? "")))
            yield break;
        foreach (var wrong in PeriodOf(payload, DateTimeOffset.UnixEpoch.AddYears(1)).Faults)
            yield return wrong with { Field = wrong.Field switch { "from" => "payload.firstDay", "to" => "payload.lastDay", _ => $"payload.{wrong.Field}" } };
    }

    private static string? Text(JsonObject payload, string name) => payload[name]?.GetValue<string>() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
