using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Notifications.ICalendar;

namespace TaskScheduler.Tests.Notifications.Invites;

public sealed class InviteTests : InviteTest
{
    [Fact]
    public async Task A_task_whose_time_comes_near_invites_its_user_once()
    {
        await CreateAsync(Draft(At("2026-12-01T13:00:00Z")));
        Assert.Empty(await InvitesAsync());

        await AdvanceAndLookAsync(TimeSpan.FromMinutes(44));
        Assert.Empty(await InvitesAsync());
        await AdvanceAndLookAsync(TimeSpan.FromMinutes(1));
        await LookAsync();

        var invite = Assert.Single(await InvitesAsync());
        Assert.Equal(("kim@example.org", "REQUEST", "0", "20261201T130000Z", "20261201T131500Z"), (invite.To, invite.Method, invite["SEQUENCE"], invite["DTSTART"], invite["DTEND"]));
        Assert.Equal("Invite: Water the plants, Tuesday, 1 December 2026, 13:00 (UTC)", invite.Subject);
    }

    [Fact]
    public async Task The_program_looks_by_itself()
    {
        await CreateAsync(Draft(At("2026-12-01T12:15:05Z")));
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Driver.Get<MessageOutbox>().Changes.Listen(() => told.TrySetResult());

        Driver.Time.Advance(TimeSpan.FromSeconds(5));

        await told.Task.WaitAsync(Cancel);
        Assert.Single(await InvitesAsync());
    }

    [Fact]
    public async Task A_task_whose_time_is_near_when_it_is_created_invites_with_it()
    {
        await CreateAsync(Draft(At("2026-12-01T12:05:00Z")));

        // Ten minutes before are over.
        Assert.Contains("TRIGGER:PT0S", Assert.Single(await InvitesAsync()).Ics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-01T18:00:00Z", "P1D", true)]
    [InlineData("2026-12-01T12:10:00Z", "PT5M", false)]
    [InlineData("2026-12-01T12:10:00Z", null, true)]
    public async Task A_task_says_itself_how_long_before_its_time_it_invites(string at, string? ahead, bool now)
    {
        await CreateAsync(Draft(At(at), ahead: ahead));

        Assert.Equal(now ? 1 : 0, (await InvitesAsync()).Count);
    }

    [Fact]
    public async Task Its_own_lead_is_met_when_time_passes()
    {
        await CreateAsync(Draft(At("2026-12-01T18:00:00Z"), ahead: "PT5H"));

        await AdvanceAndLookAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await InvitesAsync());
        await AdvanceAndLookAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("TRIGGER:-PT10M", Assert.Single(await InvitesAsync()).Ics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_invited_without_an_address_or_against_their_will_or_for_what_has_begun()
    {
        await CreateAsync(Draft(At("2026-12-01T12:05:00Z"), email: null));
        await CreateAsync(Draft(At("2026-12-01T12:05:00Z"), invite: "never"));
        await CreateAsync(Draft(new ScheduleDraft { Kind = "immediate" }));
        await LookAsync();

        Assert.Empty(await InvitesAsync());
    }

    [Fact]
    public async Task A_task_that_recurs_often_invites_at_most_every_hour_unless_it_says_each()
    {
        var often = new ScheduleDraft { Kind = "cron", Cron = "*/20 * * * *", TimeZone = "UTC" };
        await CreateAsync(Draft(often));
        await CreateAsync(Draft(often, invite: "each", email: "lee@example.org", ahead: "PT20M"));

        for (var step = 0; step < 12; step++)
            await AdvanceAndLookAsync(TimeSpan.FromMinutes(10));

        var starts = (await InvitesAsync()).ToLookup(invite => invite.To, invite => invite["DTSTART"]![9..13]);
        Assert.Equal(["1220", "1320"], starts["kim@example.org"]);
        Assert.Equal(["1220", "1240", "1300", "1320", "1340", "1400", "1420"], starts["lee@example.org"]);
    }

    [Fact]
    public async Task Nobody_is_invited_twice_across_a_crash_and_nobody_forgotten()
    {
        await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));
        await CreateAsync(Draft(At("2026-12-01T12:40:00Z"), email: "lee@example.org"));

        await Driver.CrashAndStartAgainAsync(TimeSpan.FromMinutes(30));
        await LookAsync();
        await LookAsync();

        Assert.Equal(["kim@example.org", "lee@example.org"], (await InvitesAsync()).Select(invite => invite.To));
    }

    [Fact]
    public async Task More_tasks_than_one_write_takes_are_all_found_at_once()
    {
        for (var number = 0; number < 250; number++)
            await CreateAsync(Draft(At("2026-12-01T13:00:00Z"), title: $"Water plant {number}"));

        await AdvanceAndLookAsync(TimeSpan.FromMinutes(50));

        Assert.Equal(250, (await InvitesAsync()).Select(invite => invite["UID"]).Distinct().Count());
    }

    [Fact]
    public async Task An_invite_has_all_that_calendar_programs_ask_for()
    {
        await CreateAsync(Draft(new ScheduleDraft { Kind = "cron", Cron = "14 13 * * *", TimeZone = "Europe/Berlin" }));

        var invite = Assert.Single(await InvitesAsync());
        var read = Assert.Single(await CalendarReading.ReadAsync([new(invite.Ics)]));
        var (entry, alarm) = (read.Event(), read.Event().GetProperty("alarm"));
        Assert.Equal(("REQUEST", 1), (read.GetProperty("icalJs").Text("method"), read.GetProperty("icalJs").GetProperty("zones").GetInt32()));
        Assert.Equal(("mailto:taskscheduler@localhost", "mailto:kim@example.org", "FALSE"), (entry.Text("organizer"), entry.GetProperty("attendees")[0].GetString(), entry.GetProperty("rsvp")[0].GetString()));
        Assert.Equal(("2026-12-01T12:00:00Z", "Europe/Berlin", "CONFIRMED"), (entry.Text("stamp"), entry.Text("startZone"), entry.Text("status")));
        Assert.Equal(("DISPLAY", "-PT10M", "Water the plants"), (alarm.Text("action"), alarm.Text("trigger"), alarm.Text("description")));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 12, 14, 0, TimeSpan.Zero).ToUnixTimeSeconds(), entry.Number("start"));
        Assert.Contains("/tasks?edit=", entry.Text("description")!, StringComparison.Ordinal);
        Assert.Equal((entry.Number("start"), entry.Number("end")), (read.OtherEvent().Number("start"), read.OtherEvent().Number("end")));
        Assert.DoesNotContain(invite.Ics.Split("\r\n"), line => line.StartsWith("DTSTART:", StringComparison.Ordinal) && !line.EndsWith('Z') && !invite.Ics.Contains("TZOFFSETTO", StringComparison.Ordinal));
    }
}
