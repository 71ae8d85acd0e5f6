using System.Text.Json;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Tests.Notifications.ICalendar;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Feeds;

public sealed class CalendarContentTests : IAsyncLifetime
{
    private static readonly Actor kim = new() { AccountId = Guid.CreateVersion7(), Name = "kim", Role = Role.Operator, Rights = Rights.All, SharedTags = ["garden"] };
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task What_has_run_and_what_comes_is_shown_and_an_occurrence_stays_one_entry()
    {
        await CreateAsync(kim, "Water the plants", At("2026-12-01T12:30:00Z"));
        var before = Assert.Single(await EntriesAsync(CalendarScope.Own));

        await driver.AdvanceAsync(TimeSpan.FromMinutes(31));
        await driver.EndedAsync();

        var after = Assert.Single(await EntriesAsync(CalendarScope.Own));
        Assert.Equal((before.Text("uid"), "Water the plants", "CONFIRMED"), (after.Text("uid"), after.Text("summary"), after.Text("status")));
        Assert.StartsWith("Succeeded.\nDue 2026-12-01 12:30:00 UTC\n", after.Text("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_of_others_are_shown_only_when_they_are_shared_or_when_all_are_meant()
    {
        var lee = kim with { AccountId = Guid.CreateVersion7(), SharedTags = [] };
        await CreateAsync(kim, "Own", At("2026-12-02T12:00:00Z"));
        await CreateAsync(lee, "Shared", At("2026-12-02T13:00:00Z"), "garden");
        await CreateAsync(lee, "Of somebody else", At("2026-12-02T14:00:00Z"), "office");

        Assert.Equal(["Own", "Shared"], (await EntriesAsync(CalendarScope.Own)).Select(entry => entry.Text("summary")));
        Assert.Equal(["Of somebody else"], (await EntriesAsync(CalendarScope.Tag, "office")).Select(entry => entry.Text("summary")));
        Assert.Equal(["Own", "Shared", "Of somebody else"], (await EntriesAsync(CalendarScope.All, actor: kim with { Role = Role.Administrator })).Select(entry => entry.Text("summary")));
        Assert.Equal(["Own", "Shared"], (await EntriesAsync(CalendarScope.All)).Select(entry => entry.Text("summary")));
    }

    [Fact]
    public async Task What_was_cancelled_or_did_not_start_is_shown_as_cancelled()
    {
        await CreateAsync(kim, "Missed", new() { Kind = "cron", Cron = "30 12 * * *", TimeZone = "UTC" });
        var moved = await CreateAsync(kim, "Invited", At("2026-12-01T12:05:00Z"));
        await driver.Tasks.SetActiveAsync(moved, false, Cancel);

        var cancelled = (await EntriesAsync(CalendarScope.Own)).Single(entry => entry.Text("summary") == "Cancelled: Invited");
        Assert.Equal("CANCELLED", cancelled.Text("status"));

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromDays(3));
        await driver.EndedAsync();
        var missed = (await EntriesAsync(CalendarScope.Own)).Single(entry => entry.Text("summary") == "Missed: Missed");
        Assert.Equal("CANCELLED", missed.Text("status"));
    }

    [Fact]
    public async Task It_says_its_name_and_when_to_look_again()
    {
        var text = await TextAsync(CalendarScope.Tag, "garden", kim);

        Assert.Contains("\r\nX-WR-CALNAME:TaskScheduler: Tasks tagged garden\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nMETHOD:PUBLISH\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_the_same_as_long_as_nothing_changed()
    {
        await CreateAsync(kim, "Water the plants", new() { Kind = "cron", Cron = "0 9 * * *", TimeZone = "Europe/Berlin" });
        var before = await TextAsync(CalendarScope.Own, null, kim);

        driver.Time.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal(before, await TextAsync(CalendarScope.Own, null, kim));
    }

    private static ScheduleDraft At(string instant) => new() { Kind = "once", At = instant };

    private async Task<Guid> CreateAsync(Actor owner, string title, ScheduleDraft schedule, params string[] tags)
    {
        driver.Caller.Actor = owner;
        var created = await driver.Tasks.CreateAsync(new TaskDraft { Title = title, Type = "scripted", Schedule = schedule, Tags = tags, UserEmail = "kim@example.org", Notify = new NotifyDraft(), Execution = SchedulerDriver.Once }, Cancel);
        driver.Caller.Actor = Actor.Program;
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }

    private async Task<List<JsonElement>> EntriesAsync(CalendarScope scope, string? tag = null, Actor? actor = null)
    {
        var read = Assert.Single(await CalendarReading.ReadAsync([new(await TextAsync(scope, tag, actor ?? kim))]));
        return [.. read.Events().OrderBy(entry => entry.Number("start"))];
    }

    private Task<string> TextAsync(CalendarScope scope, string? tag, Actor actor) =>
        driver.Get<FeedEntries>().ReadAsync(new(Guid.CreateVersion7(), scope, tag, driver.Time.GetUtcNow(), null), actor, Cancel);
}
