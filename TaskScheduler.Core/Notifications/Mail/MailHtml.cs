using System.Net;
using System.Text;

namespace TaskScheduler.Core.Notifications.Mail;

/// <summary>HTML for mail programs: styles on each element, because many of them know nothing else. Every text given is text and nothing else.</summary>
public static class MailHtml
{
    private const string Body = "margin:0;padding:24px;background:#ffffff;color:#1f2630;font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;line-height:20px";
    private const string Quiet = "color:#5b6573";

    /// <param name="content">HTML that is made by this class.</param>
    public static string Document(string title, string content) =>
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title></head>\n<body style=\"{Body}\">\n{content}</body>\n</html>\n";

    public static string Title(string text) => $"<h1 style=\"margin:0 0 4px;font-size:20px;line-height:28px;color:#131922\">{Text(text)}</h1>\n";

    public static string Heading(string text) => $"<h2 style=\"margin:24px 0 8px;font-size:16px;line-height:22px;color:#131922\">{Text(text)}</h2>\n";

    public static string Paragraph(string text) => $"<p style=\"margin:0 0 12px\">{Text(text)}</p>\n";

    public static string Small(string text) => $"<p style=\"margin:24px 0 0;font-size:12px;{Quiet}\">{Text(text)}</p>\n";

    /// <summary>What a program has put out, line by line.</summary>
    public static string Output(string text) =>
        $"<pre style=\"margin:0;padding:12px;background:#f3f5f8;border-radius:6px;font-family:Consolas,Menlo,monospace;font-size:12px;line-height:18px;white-space:pre-wrap;word-break:break-word\">{Text(text)}</pre>\n";

    public static string Link(string address, string words) =>
        $"<p style=\"margin:16px 0 0\"><a href=\"{WebUtility.HtmlEncode(address)}\" style=\"color:#1a56c4\">{Text(words)}</a></p>\n";

    /// <summary>Names with their values, one below the other.</summary>
    public static string Facts(IEnumerable<(string Name, string Value)> facts)
    {
        var html = new StringBuilder("<table style=\"border-collapse:collapse;font-size:14px;line-height:20px\">\n");
        foreach (var (name, value) in facts)
            html.Append("<tr><th scope=\"row\" style=\"padding:3px 16px 3px 0;text-align:left;vertical-align:top;font-weight:400;").Append(Quiet).Append("\">").Append(Text(name))
                .Append("</th><td style=\"padding:3px 0;vertical-align:top\">").Append(Text(value)).Append("</td></tr>\n");
        return html.Append("</table>\n").ToString();
    }

    // A title or an error may be anybody's: what is not printed is left out, and the rest is text and nothing else.
    public static string Text(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(character => !char.IsControl(character) || character is '\n' or '\t')));
}
