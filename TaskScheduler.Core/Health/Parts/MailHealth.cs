using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox.Sending;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>Whether mail is taken. Nothing is sent to find out: what was sent last tells.</summary>
internal sealed class MailHealth(IMailTransport mail, MailStanding standing, FactBoard board) : IHealthSource
{
    public HealthEntry Look()
    {
        var failing = standing.LastFailure is { Unreached: true } failure && !(standing.LastSuccessAt > failure.At);
        var words = failing ? $"Mail does not leave: {standing.LastFailure!.Words} It is kept and tried again."
            : mail.Delivers ? $"Mail goes to {mail.Destination}."
            : "No mail server is set. Mail is written to files and reaches nobody.";
        return new("mail", failing ? HealthStatus.Degraded : HealthStatus.Healthy, words)
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["delivers"] = mail.Delivers,
                ["lastSuccessAt"] = standing.LastSuccessAt,
                ["lastFailureAt"] = standing.LastFailure?.At,
                ["waiting"] = board.Latest?.Ledger.MessagesWaiting,
            },
        };
    }
}
