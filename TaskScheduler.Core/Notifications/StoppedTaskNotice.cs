using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Core.Notifications;

/// <summary>Tells the user of a task that the program has set it inactive.</summary>
public sealed class StoppedTaskNotice(IMailTransport mail, ILogger<StoppedTaskNotice> log)
{
    /// <summary>Sends an e-mail, without anybody waiting for it; with no address nobody is told.</summary>
    /// <param name="why">What went wrong.</param>
    public void Send(string? address, string title, string? why)
    {
        if (address is not null)
            _ = Task.Run(() => SendAsync(address, title, why));
    }

    private async Task SendAsync(string address, string title, string? why)
    {
        var text = $"""
            The task "{title}" has been set inactive, because its next runs would fail in the same way:

            {why}

            Nothing of it becomes due any more. Put right what is wrong, then set it active again.
            """;
        try
        {
            if (await mail.SendAsync(new(address, $"Set inactive: {title}", text), CancellationToken.None) is { } refusal)
                NotificationsLog.UserNotTold(log, title, refusal.Words);
        }
        catch (Exception error)
        {
            // The seam to the mail server: the task is inactive and says why, told or not.
            NotificationsLog.UserNotTold(log, title, error.Message);
        }
    }
}
