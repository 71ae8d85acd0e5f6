using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.TaskTypes.Email;

/// <summary>What an <c>email</c> task is to send, and to whom.</summary>
internal static class EmailPayload
{
    private const int LongestBody = 256 * 1024;
    private const int LongestList = 4_000;
    private const string Listed = "With commas between them, or one on each line.";

    public static TaskTypeDescription Description { get; } = new(
        "email",
        "E-mail",
        "Sends an e-mail to one or more people, as text or HTML.",
        "mail",
        [
            new("to", "To", PayloadFieldKind.LongText) { MaxLength = LongestList, Help = $"{Listed} Left empty, the task's user gets it." },
            new("cc", "Cc", PayloadFieldKind.LongText) { MaxLength = LongestList, Help = Listed },
            new("subject", "Subject", PayloadFieldKind.Text) { MaxLength = 200, Help = "Left empty, the task's own title is used." },
            new("text", "Text", PayloadFieldKind.LongText) { MaxLength = LongestBody, Help = "Besides HTML, it is what mail programs show that don't show HTML." },
            new("html", "HTML", PayloadFieldKind.LongText) { MaxLength = LongestBody, Help = "Write the text, the HTML, or both." },
        ])
    {
        NeedsUserEmail = true,
        InPlaceOfUserEmail = "to",
        Rule = Faults,
    };

    /// <summary>The mail of a run, or what is wrong with its payload now that everything is filled in.</summary>
    public static Result<OutgoingMail> Read(RunContext run)
    {
        var payload = JsonNode.Parse(run.Payload)!.AsObject();
        var faults = Faults(payload).ToList();
        var to = MailAddressList.Read(Text(payload, "to"), out _);
        if (to.Count == 0 && string.IsNullOrEmpty(run.UserEmail))
            faults.Add(new("payload.to", "Nobody gets this mail: write an address into To, or give the task a user."));
        if (faults.Count > 0)
            return Result<OutgoingMail>.Invalid(faults);
        return new OutgoingMail(to.Count > 0 ? to : [run.UserEmail!], Text(payload, "subject") ?? run.Title, Text(payload, "text") ?? "")
        {
            Cc = MailAddressList.Read(Text(payload, "cc"), out _),
            Html = Text(payload, "html"),
        };
    }

    private static IEnumerable<Fault> Faults(JsonObject payload)
    {
        foreach (var field in new[] { "to", "cc" })
        {
            if (Text(payload, field) is { } list && !PayloadRules.IsFilledInLater(list) && MailAddressList.Read(list, out var fault) is not null && fault is not null)
                yield return new($"payload.{field}", fault);
        }
        if (Text(payload, "text") is null && Text(payload, "html") is null)
            yield return new("payload.text", "Write what the mail says: as text, as HTML, or both.");
    }

    private static string? Text(JsonObject payload, string name) =>
        payload[name]?.GetValue<string>() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
