using System.Globalization;
using System.Text;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Notifications.Executed;

/// <summary>What the user of a task reads about one of its runs.</summary>
/// <param name="output">The start of what it put out, without sequences for terminals; may be empty.</param>
/// <param name="link">The address of the run's page.</param>
internal sealed class ExecutedText(Run run, TimeZoneInfo zone, string output, string link)
{
    // Times are read to the second, and the nearest one is meant.
    private static readonly TimeSpan halfSecond = TimeSpan.FromMilliseconds(500);

    private string Sentence => $"“{run.Title}” has run{(run.State == RunState.Succeeded ? " and succeeded" : $", but {Failure(run.State)}")}.";

    private string? Why => run.Error ?? run.Reason;

    public static string Subject(RunState state, string title) => $"{Word(state)}: {title}";

    public string Plain()
    {
        var text = new StringBuilder().Append(Sentence).Append("\n\n");
        if (Why is { } why)
            text.Append(why).Append("\n\n");
        foreach (var (name, value) in Facts())
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        if (output.Length > 0)
            text.Append("\nThe start of its output:\n\n").Append(output).Append('\n');
        return text.Append("\nAll about this run: ").Append(link).Append('\n').ToString();
    }

    public string Html()
    {
        var html = new StringBuilder().Append(MailHtml.Title(Subject(run.State, run.Title))).Append(MailHtml.Paragraph(Sentence));
        if (Why is { } why)
            html.Append(MailHtml.Output(why)).Append(MailHtml.Paragraph(""));
        html.Append(MailHtml.Facts(Facts()));
        if (output.Length > 0)
            html.Append(MailHtml.Heading("The start of its output")).Append(MailHtml.Output(output));
        html.Append(MailHtml.Link(link, "All about this run"));
        return MailHtml.Document(Subject(run.State, run.Title), html.ToString());
    }

    private static string Word(RunState state) => state switch
    {
        RunState.Succeeded => "Succeeded",
        RunState.TimedOut => "Timed out",
        _ => "Failed",
    };

    private static string Failure(RunState state) => state switch
    {
        RunState.TimedOut => "ran out of time",
        RunState.DeadLettered => "failed, and its retries are used up",
        _ => "failed",
    };

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("Due", At(run.DueAt));
        if (run.StartedAt is { } started)
            yield return ("Started", At(started));
        if (run.EndedAt is { } ended)
            yield return ("Ended", At(ended));
        if (run.ElapsedMs is { } elapsed)
            yield return ("Took", ReportWords.Length(elapsed));
        if (run.Attempt > 1)
            yield return ("Attempt", run.Attempt.ToString(CultureInfo.InvariantCulture));
    }

    private string At(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant + halfSecond, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy, HH:mm:ss} ({zone.Id})");
    }
}
