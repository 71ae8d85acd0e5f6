using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Notifications.Invites;

public sealed class SeriesInviteTests : InviteTest
{
    private static readonly ScheduleDraft weekdays = new() { Kind = "cron", Cron = "10 13 * * 1-5", TimeZone = "Europe/Berlin" };

    [Fact]
    public async Task A_series_is_invited_for_once()
    {
        await CreateAsync(Draft(weekdays, invite: "series"));

        for (var day = 0; day < 5; day++)
            await PassAsync(days: 1);

        var invite = Assert.Single(await InvitesAsync());
        Assert.Equal(("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "20261201T131000"), (invite["RRULE"], invite["DTSTART"]));
        Assert.Contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n", invite.Ics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_no_rule_means_is_invited_for_each_time()
    {
        await CreateAsync(Draft(new ScheduleDraft { Kind = "cron", Cron = "0 10 12 15W,1W * ?", TimeZone = "UTC" }, invite: "series"));

        var invite = Assert.Single(await InvitesAsync());

        Assert.Equal((null, "20261201T121000Z"), (invite["RRULE"], invite["DTSTART"]));
    }

    [Fact]
    public async Task Another_title_keeps_the_beginning_of_a_series_and_another_schedule_does_not()
    {
        var task = await CreateAsync(Draft(weekdays, invite: "series"));
        await PassAsync(days: 2);

        await ReplaceAsync(task, Draft(weekdays, invite: "series", title: "Water the roses"));
        await ReplaceAsync(task, Draft(weekdays with { Cron = "20 13 * * 1-5" }, invite: "series", title: "Water the roses"));

        Assert.Equal([("0", "20261201T131000"), ("1", "20261201T131000"), ("2", "20261203T132000")], (await InvitesAsync()).Select(invite => (invite["SEQUENCE"], invite["DTSTART"])));
    }

    [Fact]
    public async Task A_series_ends_with_its_task()
    {
        var task = await CreateAsync(Draft(weekdays, invite: "series"));
        await PassAsync(days: 2);

        await Driver.Tasks.SetActiveAsync(task, false, Cancel);
        await LookAsync();

        Assert.Equal([("REQUEST", "0"), ("CANCEL", "1")], (await InvitesAsync()).Select(invite => (invite.Method, invite["SEQUENCE"])));
    }

    [Fact]
    public async Task A_task_that_changes_from_each_to_a_series_takes_the_one_back_for_the_other()
    {
        var task = await CreateAsync(Draft(weekdays));

        await ReplaceAsync(task, Draft(weekdays, invite: "series"));
        await ReplaceAsync(task, Draft(weekdays));

        Assert.Equal(
            [("CANCEL", null), ("CANCEL", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), ("REQUEST", null), ("REQUEST", null), ("REQUEST", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")],
            (await InvitesAsync()).Select(invite => (invite.Method, invite["RRULE"])).Order());
    }
}
