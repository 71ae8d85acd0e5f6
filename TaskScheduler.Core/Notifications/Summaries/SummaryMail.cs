using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Reports;

namespace TaskScheduler.Core.Notifications.Summaries;

/// <summary>Writes summaries of what has run. One in which nothing has run says just that: its absence would look like a broken mail server.</summary>
internal sealed class SummaryMail(ReportReader reports, Links links)
{
    private const string OwnTasks = "It is about your own tasks, those whose user you are, and those shared with you by a tag.";
    private const string AllTasks = "It is about all tasks.";

    /// <param name="dueAt">It is about the day or the week before.</param>
    public async Task<(string Subject, MessageContent Content)> WriteAsync(AccountView account, NotifySettings settings, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var weekly = settings.Summary == SummaryChoice.Weekly;
        var period = ReportPeriod.Read(weekly ? ReportPeriod.LastWeek : ReportPeriod.Yesterday, null, null, settings.Zone.Id, dueAt).Value
            ?? throw new InvalidOperationException($"There is no period before {dueAt:O} in {settings.Zone.Id}.");
        var scope = ReportScope.Of(account);
        var report = await reports.ReadAsync(period, scope, cancellationToken);
        var subject = $"{(weekly ? "Weekly" : "Daily")} summary, {period.Words}: {Counts(report.Total.Outcomes)}";
        var about = scope is null ? AllTasks : OwnTasks;
        var (runs, choice) = (links.To("executed"), links.To("account"));
        return (subject, new($"{ReportText.Of(report)}\n{about}\n\nWhat has run: {runs}\nChange or stop summaries: {choice}\n")
        {
            Html = MailHtml.Document(subject, ReportHtml.ContentOf(report) + MailHtml.Small(about) + MailHtml.Link(runs, "What has run") + MailHtml.Link(choice, "Change or stop summaries")),
        });
    }

    private static string Counts(OutcomeCounts outcomes) => outcomes switch
    {
        { Runs: 0 } => "nothing ran",
        { Failures: 0 } => $"{ReportWords.Count(outcomes.Runs, "run")}, none failed",
        _ => $"{ReportWords.Count(outcomes.Runs, "run")}, {ReportWords.Count(outcomes.Failures)} failed",
    };
}
