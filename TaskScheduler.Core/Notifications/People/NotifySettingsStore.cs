using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>Lets people say how they want to be told: each for themselves, and nobody for another.</summary>
public sealed class NotifySettingsStore(IWriteGate gate, PeopleSettings people, ICaller caller, TimeProvider time)
{
    internal const string NoAccount = "No account acts here, but the program itself: nobody is told.";
    internal const string MayNot = "This token may only read. Use one with the scope write.";

    public Result<NotifySettings> Own => caller.Actor.AccountId is { } account ? people.Of(account) : Result<NotifySettings>.NotFound(NoAccount);

    /// <summary>A token that may only read changes nothing; who is a viewer has no more than that, and still their own settings.</summary>
    internal static bool MayChange(Actor actor) => actor.May(Actor.RightsOf(actor.Role) & Rights.Write);

    /// <summary>Replaces all of one's own settings.</summary>
    public async Task<Result<NotifySettings>> PutAsync(NotifySettingsDraft draft)
    {
        var actor = caller.Actor;
        if (actor.AccountId is not { } account)
            return Result<NotifySettings>.NotFound(NoAccount);
        if (!MayChange(actor))
            return Result<NotifySettings>.Forbidden(MayNot);
        var read = draft.Read();
        if (!read.Succeeded)
            return read;
        var settings = read.Value;
        await gate.WriteAsync(session => Task.FromResult(Write(session, account, settings)));
        await people.ReadAsync();
        return settings;
    }

    // Who begins to get summaries, or gets them at other intervals, gets none for the time before.
    private int Write(WriteSession session, Guid account, NotifySettings settings) => session.Statement("""
        INSERT INTO notify_settings (account_id, time_zone, mail_alerts, bell, quiet_from, quiet_to, summary, summary_at, summarized_at)
        VALUES (@account, @zone, @mail, @bell, @from, @to, @summary, @at, @now)
        ON CONFLICT (account_id) DO UPDATE SET time_zone = excluded.time_zone, mail_alerts = excluded.mail_alerts, bell = excluded.bell,
            quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, summary_at = excluded.summary_at,
            summarized_at = CASE WHEN summary = excluded.summary THEN summarized_at ELSE excluded.summarized_at END, summary = excluded.summary
        """)
        .With("@account", account).With("@zone", settings.TimeZone).With("@mail", settings.MailAlerts ? 1 : 0).With("@bell", settings.Bell)
        .With("@from", settings.QuietHours is { } quiet ? NotifySettingsRow.MinutesOf(quiet.From) : (long?)null)
        .With("@to", settings.QuietHours is { } hours ? NotifySettingsRow.MinutesOf(hours.To) : (long?)null)
        .With("@summary", settings.Summary).With("@at", NotifySettingsRow.MinutesOf(settings.SummaryAt)).With("@now", time.GetUtcNow()).Execute();
}
