using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.People;

public sealed class PeopleToldTests : IAsyncLifetime
{
    private static readonly NotifySettingsDraft quietNow = new() { TimeZone = "Europe/Berlin", QuietFrom = "12:30", QuietTo = "14:00" };

    private SchedulerDriver driver = default!;
    private Guid kim;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        kim = await driver.AddAccountAsync("kim@example.org");
        driver.Become(kim);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Who_has_said_nothing_is_told_by_mail_and_in_the_bell_at_once()
    {
        await driver.TellAsync(kim, StoredAccounts.Telling("disk") with { Page = "runs/1", RunId = kim });

        var mail = Assert.Single(await driver.OutboxAsync());
        Assert.Equal(("kim@example.org", "About disk", SchedulerDriver.Noon), (mail.Destination, mail.Subject, DateTimeOffset.FromUnixTimeMilliseconds(mail.NextAt)));
        var message = Assert.Single(await BellAsync());
        Assert.Equal(("About disk", "What disk is about.", "runs/1", false), (message.Subject, message.Text, message.Page, message.Silent));
    }

    [Fact]
    public async Task In_quiet_hours_the_mail_waits_until_they_end_and_the_bell_lists_in_silence()
    {
        await driver.ChooseAsync(kim, quietNow);

        await driver.TellAsync(kim, StoredAccounts.Telling("disk"));

        Assert.Equal(SchedulerDriver.Noon.AddHours(1), DateTimeOffset.FromUnixTimeMilliseconds(Assert.Single(await driver.OutboxAsync()).NextAt));
        Assert.True(Assert.Single(await BellAsync()).Silent);
    }

    [Fact]
    public async Task What_is_urgent_is_told_at_once_in_quiet_hours_too()
    {
        await driver.ChooseAsync(kim, quietNow);

        await driver.TellAsync(kim, StoredAccounts.Telling("disk") with { Urgent = true });

        Assert.Equal(SchedulerDriver.Noon, DateTimeOffset.FromUnixTimeMilliseconds(Assert.Single(await driver.OutboxAsync()).NextAt));
        Assert.False(Assert.Single(await BellAsync()).Silent);
    }

    [Theory]
    [InlineData(BellChoice.All, "About bad, About good, About note")]
    [InlineData(BellChoice.BadOnly, "About bad")]
    [InlineData(BellChoice.Nothing, "")]
    public async Task The_bell_lists_what_was_chosen(BellChoice choice, string listed)
    {
        await driver.ChooseAsync(kim, new() { Bell = choice });

        await driver.TellAsync(kim, StoredAccounts.Telling("note", TellingLevel.Note));
        await driver.TellAsync(kim, StoredAccounts.Telling("good", TellingLevel.Good));
        await driver.TellAsync(kim, StoredAccounts.Telling("bad"));

        Assert.Equal(listed, string.Join(", ", (await BellAsync()).Select(message => message.Subject).Order(StringComparer.Ordinal)));
        Assert.Equal(3, (await driver.OutboxAsync()).Count);
    }

    [Fact]
    public async Task Who_wants_no_alerts_by_mail_gets_other_mail_all_the_same()
    {
        await driver.ChooseAsync(kim, new() { MailAlerts = false });

        await driver.TellAsync(kim, StoredAccounts.Telling("disk"));
        await driver.TellAsync(kim, StoredAccounts.Telling("stopped") with { Kind = MessageKind.SetInactive });

        Assert.Equal("About stopped", Assert.Single(await driver.OutboxAsync()).Subject);
        Assert.Equal(2, (await BellAsync()).Count);
    }

    [Fact]
    public async Task What_was_told_is_not_told_again()
    {
        await driver.TellAsync(kim, StoredAccounts.Telling("disk"));
        await driver.TellAsync(kim, StoredAccounts.Telling("disk"));

        Assert.Single(await driver.OutboxAsync());
        Assert.Single(await BellAsync());
    }

    [Fact]
    public async Task Administrators_are_told_each_in_their_own_way_and_nobody_else_is()
    {
        var night = await driver.AddAccountAsync("night@example.org");
        await driver.AddAccountAsync("former@example.org", disabled: true);
        await driver.AddAccountAsync("anna@example.org", Role.Operator);
        await driver.ChooseAsync(night, quietNow);

        await driver.Get<IWriteGate>().WriteAsync(session =>
        {
            driver.Get<PeopleTold>().TellAdministrators(session, StoredAccounts.Telling("disk"));
            return Task.FromResult(true);
        });

        Assert.Equal(
            [("kim@example.org", SchedulerDriver.Noon), ("night@example.org", SchedulerDriver.Noon.AddHours(1))],
            (await driver.OutboxAsync()).Select(mail => (mail.Destination, DateTimeOffset.FromUnixTimeMilliseconds(mail.NextAt))).OrderBy(mail => mail.Destination, StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<BellMessage>> BellAsync() => (await driver.Get<BellStore>().ListAsync(1, 25, Cancel)).Value!.Items;
}
