using System.Globalization;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Summaries;

/// <summary>
/// Makes the summaries that are due. Each is put into the outbox in the transaction that moves the mark up to which its
/// person has had them: after a crash at any moment both have happened or neither has, so none is skipped and none comes twice.
/// </summary>
internal sealed class SummaryMaker(PeopleSettings people, AccountDirectory directory, SummaryMail mail, MessageOutbox outbox, IWriteGate gate, ILogger<SummaryMaker> log)
{
    public async Task MakeDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = false;
        foreach (var (accountId, settings, until) in people.WithSummaries)
        {
            if (directory.Find(accountId) is not { } account || SummaryTimes.Due(settings, until, now) is not { Count: > 0 } due)
                continue;
            made = true;
            try
            {
                foreach (var (day, at) in due)
                    await MakeAsync(account, settings, day, at, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // The seam of each person's summaries: what fails for one must not keep them from the others.
                SummariesLog.NotMade(log, account.Email, error);
            }
        }

        if (made)
            await people.ReadAsync();
    }

    private async Task MakeAsync(AccountView account, NotifySettings settings, DateOnly day, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Who may not sign in is told nothing, nor made up for it later.
        (string Subject, MessageContent Content)? summary = account.Disabled ? null : await mail.WriteAsync(account, settings, at, cancellationToken);
        await gate.WriteAsync(session =>
        {
            var isFirst = session.Statement("UPDATE notify_settings SET summarized_at = @at WHERE account_id = @account AND summarized_at < @at AND summary = @summary")
                .With("@at", at).With("@account", account.Id).With("@summary", settings.Summary).Execute() == 1;
            if (isFirst && summary is { } written)
                outbox.Put(session, new(string.Create(CultureInfo.InvariantCulture, $"summary:{account.Id:N}:{day:yyyy-MM-dd}"), MessageKind.Summary, MessageVia.Mail, account.Email, written.Subject) { Content = written.Content });
            return Task.FromResult(isFirst);
        });
    }
}
