using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.People;

public sealed class NotifySettingsTests : IAsyncLifetime
{
    private static readonly NotifySettingsDraft full = new()
    {
        TimeZone = "Europe/Berlin",
        MailAlerts = false,
        Bell = BellChoice.BadOnly,
        QuietFrom = "22:00",
        QuietTo = "07:15",
        Summary = SummaryChoice.Weekly,
        SummaryAt = "06:30",
    };

    private SchedulerDriver driver = default!;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task What_each_has_said_survives_a_restart_and_is_nobody_elses()
    {
        var kim = await driver.AddAccountAsync("kim@example.org");
        var anna = await driver.AddAccountAsync("anna@example.org", Role.Viewer);
        await driver.ChooseAsync(kim, full);
        await driver.ChooseAsync(anna, new() { Bell = BellChoice.Nothing });

        await driver.StopAsync();
        await driver.StartAgainAsync();

        Assert.Equal(full, NotifySettingsDraft.Of(driver.Get<PeopleSettings>().Of(kim)));
        Assert.Equal(BellChoice.Nothing, driver.Get<PeopleSettings>().Of(anna).Bell);
        Assert.Equal(NotifySettings.Unsaid, driver.Get<PeopleSettings>().Of(Guid.NewGuid()));
    }

    [Fact]
    public async Task Who_has_said_nothing_gets_everything_at_any_hour_and_no_summary()
    {
        driver.Become(await driver.AddAccountAsync("kim@example.org"));

        Assert.Equal(new NotifySettingsDraft { SummaryAt = "08:00" }, NotifySettingsDraft.Of(driver.Get<NotifySettingsStore>().Own.Value!));
    }

    [Theory]
    [InlineData("timeZone", "Europe/Berlim", null, null, null, "did you mean Europe/Berlin?")]
    [InlineData("quietHours.from", null, "25:00", "07:00", null, "07:30")]
    [InlineData("quietHours.from", null, "", "07:00", null, "Say when quiet hours begin")]
    [InlineData("quietHours.to", null, "22:00", "", null, "Say when quiet hours end")]
    [InlineData("quietHours.to", null, "22:00", "22:00", null, "another time")]
    [InlineData("summaryAt", null, null, null, "8 o'clock", "07:30")]
    public void What_is_wrong_is_said_at_its_field(string field, string? zone, string? from, string? to, string? at, string words)
    {
        var fault = Assert.Single(new NotifySettingsDraft { TimeZone = zone, QuietFrom = from, QuietTo = to, SummaryAt = at }.Read().Faults);

        Assert.Equal(field, fault.Field);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_only_read_changes_nothing_and_a_viewer_their_own()
    {
        var store = driver.Get<NotifySettingsStore>();
        driver.Become(await driver.AddAccountAsync("kim@example.org", Role.Operator));
        driver.Caller.Actor = driver.Caller.Actor with { Rights = Rights.Read };
        Assert.Equal(Refusal.Forbidden, (await store.PutAsync(full)).Refusal);

        driver.Become(await driver.AddAccountAsync("anna@example.org", Role.Viewer));
        Assert.True((await store.PutAsync(full)).Succeeded);

        driver.Caller.Actor = Actor.Program;
        Assert.Equal(Refusal.NotFound, (await store.PutAsync(full)).Refusal);
    }

    [Fact]
    public async Task The_zone_of_an_address_is_that_of_its_account_however_it_is_written()
    {
        await driver.ChooseAsync(await driver.AddAccountAsync("kim@example.org"), full);

        var told = driver.Get<PeopleTold>();

        Assert.Equal("Europe/Berlin", told.ZoneOf("Kim@Example.org"));
        Assert.Null(told.ZoneOf("anna@example.org"));
    }
}
