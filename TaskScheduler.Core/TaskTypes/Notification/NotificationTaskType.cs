using System.Text.Json.Nodes;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.TaskTypes.Notification;

/// <summary>Sends an e-mail to the task's user.</summary>
public sealed class NotificationTaskType(IMailTransport mail) : ITaskType
{
    public TaskTypeDescription Description { get; } = new(
        "notification",
        "Notification",
        "Sends an e-mail to the task's user.",
        "notifications",
        [
            new("title", "Subject", PayloadFieldKind.Text) { MaxLength = 200, Help = "Left empty, the task's own title is used." },
            new("text", "Text", PayloadFieldKind.LongText) { MaxLength = 20_000, Help = "Left empty, the task's description is used." },
        ])
    {
        NeedsUserEmail = true,
    };

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(run.UserEmail))
            return Performance.Failed("The task has no e-mail address to notify; add one to it.");

        var payload = JsonNode.Parse(run.Payload)!.AsObject();
        var title = FirstWritten(Text(payload, "title"), run.Title);
        var text = FirstWritten(Text(payload, "text"), run.Description, title);
        if (await mail.SendAsync(new(run.UserEmail, title, text), cancellationToken) is { } refusal)
            return Performance.Failed(refusal.Words) with { IsFinal = refusal.IsFinal };
        await run.Output.WriteAsync($"To: {run.UserEmail}\nSubject: {title}\n\nHanded to {mail.Destination}.", cancellationToken);
        return Performance.Succeeded();
    }

    private static string? Text(JsonObject payload, string name) => payload[name]?.GetValue<string>();

    private static string FirstWritten(params string?[] texts) => Array.Find(texts, text => !string.IsNullOrWhiteSpace(text)) ?? "";
}
