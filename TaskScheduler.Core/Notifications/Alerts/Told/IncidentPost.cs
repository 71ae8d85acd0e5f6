using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Alerts.Told;

/// <summary>What is to be told of an incident.</summary>
internal enum Stage
{
    Opened,
    Repeated,
    Recovered,
}

/// <summary>An incident that people are to be told of, with what is known of its task now.</summary>
internal sealed record PendingIncident(IncidentRow Row, string? UserEmail, Guid? OwnerId, Schedule? Schedule);

/// <summary>
/// Puts the messages about incidents into the outbox and notes, in the same transaction, that it did: a crash neither loses nor doubles one.
/// Of a storm, everybody gets one message that lists it.
/// </summary>
internal sealed class IncidentPost(AlertRules rules, Recipients recipients, AlertWriter writer, LiveFeed feed, TimeProvider time)
{
    /// <summary>How long what a rule finds is collected before it is told.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    /// <summary>How long it is collected while a storm lasts.</summary>
    public static readonly TimeSpan StormWindow = TimeSpan.FromMinutes(1);

    /// <summary>How many messages of one rule somebody gets at once before they become one.</summary>
    public const int MostApart = 5;

    private const int MostAtOnce = 10_000;

    private readonly Dictionary<Guid, DateTimeOffset> quietUntil = [];

    /// <summary>Tells what is to be told by now; returns when there is more to tell, null when nothing is.</summary>
    public async Task<DateTimeOffset?> TellAsync(WriteSession session)
    {
        var now = time.GetUtcNow();
        foreach (var waiting in (await WaitingAsync(session.Db)).Where(waiting => waiting.At <= now))
            await TellAsync(session, waiting, now);
        return (await WaitingAsync(session.Db)).Select(waiting => (DateTimeOffset?)waiting.At).Min();
    }

    private async Task<List<Waiting>> WaitingAsync(SchedulerDb db)
    {
        var opened = await db.Incidents.Where(row => row.ToldAt == null).GroupBy(row => row.RuleId).Select(rows => new { Rule = rows.Key, At = rows.Min(row => row.OpenedAt) }).ToListAsync();
        var repeated = await db.Incidents.Where(row => row.RepeatAt != null).GroupBy(row => row.RuleId).Select(rows => new { Rule = rows.Key, At = rows.Min(row => row.RepeatAt!.Value) }).ToListAsync();
        var recovered = await db.Incidents.Where(row => row.Recovery == RecoveryState.ToTell).GroupBy(row => row.RuleId).Select(rows => new { Rule = rows.Key, At = rows.Min(row => row.ClosedAt!.Value) }).ToListAsync();
        return
        [
            .. opened.Select(one => WaitingOf(Stage.Opened, one.Rule, one.At, Window)),
            .. repeated.Select(one => WaitingOf(Stage.Repeated, one.Rule, one.At, TimeSpan.Zero)),
            .. recovered.Select(one => WaitingOf(Stage.Recovered, one.Rule, one.At, Window)),
        ];
    }

    private Waiting WaitingOf(Stage stage, Guid rule, long since, TimeSpan window)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(since) + window;
        return new(stage, rule, quietUntil.TryGetValue(rule, out var quiet) && quiet > at ? quiet : at);
    }

    private async Task TellAsync(WriteSession session, Waiting waiting, DateTimeOffset now)
    {
        var pending = await PendingAsync(session.Db, waiting, now);
        if (rules.Find(waiting.Rule) is not { } rule)
        {
            pending.ForEach(one => Note(session, waiting.Stage, one.Row, null, now));
            return;
        }

        var storm = false;
        foreach (var (who, theirs) in recipients.Of(session, rule, pending))
        {
            var isDigest = theirs.Count > MostApart;
            storm |= isDigest;
            if (isDigest)
                recipients.Put(session, who, rule, $"alert:{theirs[0].Row.Id:N}:{Part(waiting.Stage, theirs[0].Row)}d", writer.Digest(rule, waiting.Stage, theirs, now));
            else
                foreach (var one in theirs)
                    recipients.Put(session, who, rule, $"alert:{one.Row.Id:N}:{Part(waiting.Stage, one.Row)}", writer.Of(rule, waiting.Stage, one, recipients.ZoneOf(who), now));
        }

        pending.ForEach(one => Note(session, waiting.Stage, one.Row, rule.RepeatAfter, now));
        session.AfterCommit(() =>
        {
            if (storm)
                quietUntil[rule.Id] = now + StormWindow;
            else
                quietUntil.Remove(rule.Id);
            feed.PublishStandings([.. pending.Select(one => one.Row.TaskId).Distinct()]);
        });
    }

    private static string Part(Stage stage, IncidentRow row) => stage == Stage.Recovered ? "r" : $"{row.ToldCount}";

    private static async Task<List<PendingIncident>> PendingAsync(SchedulerDb db, Waiting waiting, DateTimeOffset now)
    {
        var (of, until) = (db.Incidents.AsNoTracking().Where(row => row.RuleId == waiting.Rule), now.ToUnixTimeMilliseconds());
        var matching = waiting.Stage switch
        {
            Stage.Opened => of.Where(row => row.ToldAt == null),
            Stage.Repeated => of.Where(row => row.RepeatAt != null && row.RepeatAt <= until),
            _ => of.Where(row => row.Recovery == RecoveryState.ToTell),
        };
        var found = from row in matching.OrderBy(row => row.OpenedAt).ThenBy(row => row.Title).ThenBy(row => row.Id).Take(MostAtOnce)
                    join task in db.Tasks on row.TaskId equals task.Id into tasks
                    from task in tasks.DefaultIfEmpty()
                    select new { row, task!.UserEmail, task.OwnerId, Schedule = (string?)task.Schedule };
        return (await found.ToListAsync()).ConvertAll(one => new PendingIncident(one.row, one.UserEmail, one.OwnerId, one.Schedule is null ? null : ScheduleColumn.Read(one.Schedule)));
    }

    private static void Note(WriteSession session, Stage stage, IncidentRow row, TimeSpan? repeatAfter, DateTimeOffset now)
    {
        var again = row.ClosedAt is null && repeatAfter is { } wait ? now + wait : (DateTimeOffset?)null;
        if (stage == Stage.Recovered)
            session.Statement("UPDATE incidents SET recovery = 2 WHERE id = @id").With("@id", row.Id).Execute();
        else
            session.Statement("UPDATE incidents SET told_at = COALESCE(told_at, @now), told_count = told_count + 1, repeat_at = @again WHERE id = @id")
                .With("@id", row.Id).With("@now", now).With("@again", again).Execute();
    }

    private readonly record struct Waiting(Stage Stage, Guid Rule, DateTimeOffset At);
}
