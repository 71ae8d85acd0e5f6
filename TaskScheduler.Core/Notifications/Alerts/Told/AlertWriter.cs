using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Alerts.Told;

/// <summary>A message about incidents, in the forms that its ways need.</summary>
/// <param name="MailText">Plain text with the link.</param>
/// <param name="Page">The page it is about, without a slash before it.</param>
internal sealed record AlertMessage(ChannelNotice Notice, string MailText, string Html, string Page);

/// <summary>Writes what people are told about incidents.</summary>
internal sealed class AlertWriter(Links links)
{
    private const int Listed = 50;
    private const int LineLength = 160;

    /// <param name="zone">In which who is told reads times; null means that of the task.</param>
    public AlertMessage Of(AlertRule rule, Stage stage, PendingIncident incident, TimeZoneInfo? zone, DateTimeOffset now)
    {
        var row = incident.Row;
        var run = stage == Stage.Recovered ? row.ClosingRunId : row.RunId;
        var subject = $"{Beginning(stage, row.Kind)}: {row.Title}";
        var shown = zone ?? (incident.Schedule is { } schedule ? AlertWords.ZoneOf(schedule) : TimeZoneInfo.Utc);
        List<(string, string)> facts = [("Since", AlertWords.At(Instant(row.OpenedAt), shown))];
        if (row.Count > 1)
            facts.Add(("Times", $"{row.Count}"));
        if (stage == Stage.Recovered && row.ClosedAt is { } closed)
            facts.Add(("Until", AlertWords.At(Instant(closed), shown)));
        facts.Add(("Rule", $"{AlertWords.Of(rule)}, at {AlertWords.Scope(rule, row.Title)}"));
        var page = run is { } id ? $"runs/{id}" : "alerts";
        return Message(new($"incident.{Word(stage)}", subject, Sentence(stage, row), LevelOf(stage), now) { TaskId = row.TaskId, TaskTitle = row.Title, RunId = run, Link = links.To(page) }, facts, page);
    }

    public AlertMessage Digest(AlertRule rule, Stage stage, List<PendingIncident> incidents, DateTimeOffset now)
    {
        var tasks = incidents.Select(one => one.Row.TaskId).Distinct().Count();
        var lines = incidents.Take(Listed).Select(one => $"• {one.Row.Title}: {FirstLine(one.Row.LastDetail)}").ToList();
        if (incidents.Count > Listed)
            lines.Add($"… and {incidents.Count - Listed} more.");
        var text = $"{English.Count(incidents.Count, "incident")} at {English.Count(tasks, "task")}:\n{string.Join('\n', lines)}";
        var notice = new ChannelNotice($"incident.{Word(stage)}", $"{Beginning(stage, rule.Kind)}: {English.Count(tasks, "task")}", text, LevelOf(stage), now) { Link = links.To("alerts") };
        return Message(notice, [("Rule", $"{AlertWords.Of(rule)}, at {AlertWords.Scope(rule, null)}")], "alerts");
    }

    private static AlertMessage Message(ChannelNotice notice, List<(string Name, string Value)> facts, string page)
    {
        var text = $"{notice.Text}\n\n{string.Join('\n', facts.Select(fact => $"{fact.Name}: {fact.Value}"))}";
        var html = MailHtml.Document(
            notice.Subject,
            MailHtml.Title(notice.Subject) + string.Concat(notice.Text.Split('\n').Select(MailHtml.Paragraph)) + MailHtml.Facts(facts) + MailHtml.Link(notice.Link!, notice.RunId is null ? "Open alerts" : "Open the run"));
        return new(notice with { Text = text }, $"{text}\n\n{notice.Link}\n", html, page);
    }

    private static string Beginning(Stage stage, AlertKind kind) => stage switch
    {
        Stage.Recovered => AlertWords.Over(kind),
        Stage.Repeated => $"Still open: {AlertWords.Of(kind)}",
        _ => AlertWords.Of(kind),
    };

    private static string Sentence(Stage stage, IncidentRow row) => stage switch
    {
        Stage.Recovered => $"{AlertWords.Over(row.Kind)} after {AlertWords.Lasting(TimeSpan.FromMilliseconds((row.ClosedAt ?? row.LastAt) - row.OpenedAt))}. It began with: {row.Detail}",
        _ => row.LastDetail,
    };

    private static TellingLevel LevelOf(Stage stage) => stage == Stage.Recovered ? TellingLevel.Good : TellingLevel.Bad;

    private static string Word(Stage stage) => stage switch
    {
        Stage.Opened => "opened",
        Stage.Repeated => "repeated",
        _ => "closed",
    };

    private static string FirstLine(string text)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n')[0];
        return Excerpt.Of(line, LineLength);
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
