using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.TaskTypes.Email;

/// <summary>What sending a mail comes to as the attempt of a run.</summary>
internal static class MailPerformance
{
    public static async Task<Performance> OfAsync(IMailTransport transport, OutgoingMail mail, IRunOutput output, CancellationToken cancellationToken)
    {
        if (await transport.SendAsync(mail, cancellationToken) is { } refusal)
            return Performance.Failed(refusal.Words) with { IsFinal = refusal.IsFinal };
        await output.WriteAsync(string.Join('\n', Lines(mail, transport.Destination)), cancellationToken);
        return Performance.Succeeded();
    }

    private static IEnumerable<string> Lines(OutgoingMail mail, string destination)
    {
        yield return $"To: {string.Join(", ", mail.To)}";
        if (mail.Cc.Count > 0)
            yield return $"Cc: {string.Join(", ", mail.Cc)}";
        yield return $"Subject: {mail.Subject}";
        if (mail.Attachments.Count > 0)
            yield return $"Attached: {string.Join(", ", mail.Attachments.Select(file => file.Name))}";
        yield return "";
        yield return $"Handed to {destination}.";
    }
}
