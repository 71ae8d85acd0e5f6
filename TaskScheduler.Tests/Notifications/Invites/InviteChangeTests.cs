using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Tests.Notifications.Invites;

public sealed class InviteChangeTests : InviteTest
{
    [Fact]
    public async Task Another_time_sends_the_same_invite_again_with_it()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await ReplaceAsync(task, Draft(At("2026-12-01T12:12:00Z")));
        await ReplaceAsync(task, Draft(At("2026-12-03T08:00:00Z")));
        await LookAsync();

        var invites = await InvitesAsync();
        Assert.Equal([("REQUEST", "0", "20261201T121000Z"), ("REQUEST", "1", "20261201T121200Z"), ("REQUEST", "2", "20261203T080000Z")], invites.Select(invite => (invite.Method, invite["SEQUENCE"], invite["DTSTART"])));
        Assert.Single(invites.Select(invite => invite["UID"]).Distinct());
        Assert.StartsWith("Updated invite: ", invites[1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_title_is_told_and_what_no_invite_says_is_not()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await ReplaceAsync(task, Draft(At("2026-12-01T12:10:00Z")) with { TimeLimit = "PT3M", Tags = ["garden"] });
        Assert.Single(await InvitesAsync());
        await ReplaceAsync(task, Draft(At("2026-12-01T12:10:00Z"), title: "Water the roses"));

        Assert.Equal([("0", "Water the plants"), ("1", "Water the roses")], (await InvitesAsync()).Select(invite => (invite["SEQUENCE"], invite["SUMMARY"])));
    }

    [Fact]
    public async Task Another_user_is_invited_and_the_one_before_is_not_any_more()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await ReplaceAsync(task, Draft(At("2026-12-01T12:10:00Z"), email: "lee@example.org"));

        var invites = await InvitesAsync();
        Assert.Equal([("kim@example.org", "REQUEST", "0"), ("kim@example.org", "CANCEL", "1"), ("lee@example.org", "REQUEST", "2")], invites.Select(invite => (invite.To, invite.Method, invite["SEQUENCE"])));
        Assert.Equal(("kim@example.org", "CANCELLED", "lee@example.org"), (invites[1]["ATTENDEE"], invites[1]["STATUS"], invites[2]["ATTENDEE"]));
        Assert.DoesNotContain("VALARM", invites[1].Ics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("inactive")]
    [InlineData("never")]
    [InlineData("nobody")]
    [InlineData("now")]
    public async Task An_occurrence_that_falls_away_is_cancelled(string how)
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await (how switch
        {
            "delete" => Driver.Tasks.DeleteAsync(task, Cancel),
            "inactive" => Driver.Tasks.SetActiveAsync(task, false, Cancel),
            "never" => ReplaceAsync(task, Draft(At("2026-12-01T12:10:00Z"), invite: "never")),
            "nobody" => ReplaceAsync(task, Draft(At("2026-12-01T12:10:00Z"), email: null)),
            _ => ReplaceAsync(task, Draft(new ScheduleDraft { Kind = "immediate" })),
        });
        await LookAsync();

        var invites = await InvitesAsync();
        Assert.Equal([("REQUEST", "0"), ("CANCEL", "1")], invites.Select(invite => (invite.Method, invite["SEQUENCE"])));
        Assert.Equal((invites[0]["UID"], "20261201T121000Z", "CANCELLED"), (invites[1]["UID"], invites[1]["DTSTART"], invites[1]["STATUS"]));
    }

    [Fact]
    public async Task What_is_set_active_again_is_the_same_invite()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await Driver.Tasks.SetActiveAsync(task, false, Cancel);
        await Driver.Tasks.SetActiveAsync(task, true, Cancel);

        var invites = await InvitesAsync();
        Assert.Equal([("REQUEST", "0"), ("CANCEL", "1"), ("REQUEST", "2")], invites.Select(invite => (invite.Method, invite["SEQUENCE"])));
        Assert.Single(invites.Select(invite => invite["UID"]).Distinct());
    }

    [Fact]
    public async Task A_deleted_task_that_comes_back_invites_again()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));

        await Driver.Tasks.DeleteAsync(task, Cancel);
        Assert.Empty((await Driver.Tasks.RestoreAsync(task, 1, null, Cancel)).Faults);

        Assert.Equal(["REQUEST", "CANCEL", "REQUEST"], (await InvitesAsync()).Select(invite => invite.Method));
    }

    [Fact]
    public async Task An_occurrence_that_has_begun_is_left_alone()
    {
        var task = await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));
        await AdvanceAndLookAsync(TimeSpan.FromMinutes(11));

        await ReplaceAsync(task, Draft(At("2026-12-09T12:10:00Z"), title: "Water the roses"));
        await Driver.Tasks.DeleteAsync(task, Cancel);

        Assert.Single(await InvitesAsync());
    }

    [Fact]
    public async Task All_that_are_set_inactive_at_once_are_cancelled_with_it()
    {
        for (var number = 0; number < 30; number++)
            await CreateAsync(Draft(At("2026-12-01T12:10:00Z"), title: $"Water plant {number}"));

        Assert.Equal(30, await Driver.Tasks.SetActiveAsync(new TaskFilter(), false, Cancel));

        Assert.Equal(30, (await InvitesAsync()).Count(invite => invite.Method == "CANCEL"));
    }

    [Fact]
    public async Task Old_invites_are_forgotten()
    {
        await CreateAsync(Draft(At("2026-12-01T12:10:00Z")));
        Assert.Equal(1, await KeptAsync());

        await PassAsync(days: 6);
        Assert.Equal(1, await KeptAsync());
        await PassAsync(days: 2);

        Assert.Equal(0, await KeptAsync());
    }

    private async Task<int> KeptAsync()
    {
        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Invites.CountAsync(Cancel);
    }
}
