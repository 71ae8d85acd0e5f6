using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Invites;

/// <summary>An invite as it lies in the outbox.</summary>
public sealed record InviteInOutbox(string To, string Subject, string Method, string Text, string Ics)
{
    /// <summary>The value of a property, whatever its parameters.</summary>
    public string? this[string name] => Ics.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")
        .SkipWhile(line => line != "BEGIN:VEVENT").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal) || line.StartsWith(name + ";", StringComparison.Ordinal)) is { } found
            ? Value(found, name)
            : null;

    private static string Value(string line, string name) => name is "ATTENDEE" or "ORGANIZER" ? line[(line.LastIndexOf("mailto:", StringComparison.Ordinal) + 7)..] : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

/// <summary>Tasks with users on manual time, and what lies in the outbox for them.</summary>
public abstract class InviteTest : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected SchedulerDriver Driver { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Driver = await SchedulerDriver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static ScheduleDraft At(string instant) => new() { Kind = "once", At = instant };

    protected static TaskDraft Draft(ScheduleDraft schedule, string? email = "kim@example.org", string? invite = null, string? ahead = null, string title = "Water the plants") => new()
    {
        Title = title,
        Description = "All of them",
        Type = "scripted",
        Schedule = schedule,
        UserEmail = email,
        Notify = new NotifyDraft { Executed = "never", Invite = invite, QueueAhead = ahead },
        Execution = SchedulerDriver.Once,
    };

    protected async Task<Guid> CreateAsync(TaskDraft draft)
    {
        var created = await Driver.Tasks.CreateAsync(draft, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }

    protected async Task ReplaceAsync(Guid task, TaskDraft draft) => Assert.Empty((await Driver.Tasks.ReplaceAsync(task, draft, null, Cancel)).Faults);

    /// <summary>Looks for what has come near, as the program does every few seconds.</summary>
    protected Task LookAsync() => Driver.Get<NearInvites>().SendAsync(Cancel);

    protected async Task AdvanceAndLookAsync(TimeSpan span)
    {
        await Driver.AdvanceAsync(span);
        await LookAsync();
    }

    /// <summary>Lets days pass in which the program does not run: a manual clock would ring thousands of times.</summary>
    protected async Task PassAsync(int days)
    {
        await Driver.StopAsync();
        await Driver.StartAgainAsync(TimeSpan.FromDays(days));
        await LookAsync();
    }

    /// <summary>The invites in the outbox, in the order in which they came in.</summary>
    protected async Task<IReadOnlyList<InviteInOutbox>> InvitesAsync()
    {
        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var rows = await db.Messages.Where(row => row.Kind == MessageKind.Invite).OrderBy(row => row.CreatedAt).ToListAsync(Cancel);
        return [.. rows.Select(Read).OrderBy(invite => invite["DTSTAMP"], StringComparer.Ordinal).ThenBy(invite => int.Parse(invite["SEQUENCE"]!, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static InviteInOutbox Read(MessageRow row)
    {
        var content = JsonSerializer.Deserialize<MessageContent>(row.Content!, MessageOutbox.ContentJson)!;
        return new(row.Destination, row.Subject, content.Calendar!.Method, content.Text, content.Calendar.Text);
    }
}
