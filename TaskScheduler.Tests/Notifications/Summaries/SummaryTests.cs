using System.Text.Json;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Notifications.Summaries;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Summaries;

public sealed class SummaryTests : IAsyncLifetime
{
    private static readonly NotifySettingsDraft daily = new() { TimeZone = "Europe/Berlin", Summary = SummaryChoice.Daily };
    private static readonly DateTimeOffset yesterday = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A Tuesday, an hour before summaries are due in Berlin.</summary>
    private static readonly DateTimeOffset early = new(2026, 12, 1, 6, 0, 0, TimeSpan.Zero);

    private SchedulerDriver driver = default!;
    private Guid kim;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IWriteGate Gate => driver.Get<IWriteGate>();

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAtAsync(early);
        kim = await driver.AddAccountAsync("kim@example.org");
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task At_its_hour_the_chore_mails_what_became_of_yesterdays_runs()
    {
        await driver.ChooseAsync(kim, daily);
        await RecordedRuns.AddAsync(Gate, Guid.CreateVersion7(), "Backup", RunState.Succeeded, yesterday, 100, late: 12_000);
        await RecordedRuns.AddAsync(Gate, Guid.CreateVersion7(), "Import", RunState.Failed, yesterday, 100, error: "No route");
        var put = new TaskCompletionSource();
        using var listening = driver.Get<MessageOutbox>().Changes.Listen(put.SetResult);

        driver.Time.Advance(TimeSpan.FromHours(1));
        await put.Task.WaitAsync(Cancel);

        var message = Assert.Single(await driver.OutboxAsync());
        Assert.Equal(("kim@example.org", MessageKind.Summary, "Daily summary, Mon 30 Nov 2026: 2 runs, 1 failed"), (message.Destination, message.Kind, message.Subject));
        Assert.Equal($"summary:{kim:N}:2026-12-01", message.Key);
        var content = ContentOf(message);
        Assert.Contains("at most 12.0 s late", content.Text, StringComparison.Ordinal);
        Assert.Contains("No route", content.Text, StringComparison.Ordinal);
        Assert.Contains("<td", content.Html!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_ran_it_says_so()
    {
        await driver.ChooseAsync(kim, daily);

        await MakeAtAsync(early.AddHours(2));

        Assert.Equal("Daily summary, Mon 30 Nov 2026: nothing ran", Assert.Single(await driver.OutboxAsync()).Subject);
    }

    [Fact]
    public async Task A_weekly_one_comes_on_monday_and_is_about_the_week_before()
    {
        await driver.ChooseAsync(kim, daily with { Summary = SummaryChoice.Weekly });

        await MakeAtAsync(early.AddDays(5));
        Assert.Empty(await driver.OutboxAsync());
        await MakeAtAsync(early.AddDays(6).AddHours(1));

        Assert.Equal("Weekly summary, Mon 30 Nov 2026 to Sun 6 Dec 2026: nothing ran", Assert.Single(await driver.OutboxAsync()).Subject);
    }

    [Fact]
    public async Task A_restart_at_any_moment_neither_skips_nor_doubles_one()
    {
        await driver.ChooseAsync(kim, daily);

        // Before it is due, right after it was put, and before two more come due at a time when nothing runs.
        await driver.CrashAndStartAgainAsync();
        await driver.Get<AccountDirectory>().ReadAsync();
        await MakeAtAsync(early.AddHours(1));
        await driver.CrashAndStartAgainAsync();
        await driver.Get<AccountDirectory>().ReadAsync();
        await MakeAtAsync(early.AddHours(2));
        await driver.CrashAndStartAgainAsync();
        await driver.Get<AccountDirectory>().ReadAsync();
        await MakeAtAsync(early.AddHours(50));

        Assert.Equal(
            ["2026-12-01", "2026-12-02", "2026-12-03"],
            (await driver.OutboxAsync()).Select(message => message.Key[^10..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_turns_at_once_make_one()
    {
        await driver.ChooseAsync(kim, daily);

        await Task.WhenAll(MakeAtAsync(early.AddHours(1)), MakeAtAsync(early.AddHours(1)), MakeAtAsync(early.AddHours(1)));

        Assert.Single(await driver.OutboxAsync());
    }

    [Fact]
    public async Task Another_hour_of_the_same_day_does_not_bring_a_second_one()
    {
        await driver.ChooseAsync(kim, daily);
        await MakeAtAsync(early.AddHours(1));

        await driver.ChooseAsync(kim, daily with { SummaryAt = "09:00" });
        await MakeAtAsync(early.AddHours(3));

        Assert.Single(await driver.OutboxAsync());
    }

    [Fact]
    public async Task Who_begins_to_get_them_gets_none_for_the_time_before()
    {
        await driver.ChooseAsync(kim, daily with { Summary = SummaryChoice.None });
        driver.Time.Advance(TimeSpan.FromHours(3));
        await driver.ChooseAsync(kim, daily);

        await MakeAtAsync(early.AddHours(4));

        Assert.Empty(await driver.OutboxAsync());
    }

    [Fact]
    public async Task Who_may_not_sign_in_gets_none_and_is_not_made_up_for()
    {
        var former = await driver.AddAccountAsync("former@example.org");
        await driver.ChooseAsync(former, daily);
        await EnableAsync(former, enabled: false);
        await MakeAtAsync(early.AddHours(1));

        await EnableAsync(former, enabled: true);
        await MakeAtAsync(early.AddHours(2));

        Assert.Empty(await driver.OutboxAsync());
    }

    [Fact]
    public async Task An_operator_reads_of_the_tasks_within_reach_and_others_of_all()
    {
        var anna = await driver.AddAccountAsync("anna@example.org", Role.Operator, tags: ["garden"]);
        var viewer = await driver.AddAccountAsync("viewer@example.org", Role.Viewer);
        foreach (var account in new[] { kim, anna, viewer })
            await driver.ChooseAsync(account, daily);
        await RanAsync(anna, "Hers");
        await RanAsync(anna, "Hers once", delete: true);
        await RanAsync(kim, "Shared", new() { Tags = ["garden"] });
        await RanAsync(kim, "About her", new() { UserEmail = "Anna@example.org" });
        await RanAsync(kim, "His", new() { Tags = ["gardening"], UserEmail = "joanna@example.org" });

        await MakeAtAsync(early.AddHours(1));

        var sent = (await driver.OutboxAsync()).ToDictionary(message => message.Destination, StringComparer.Ordinal);
        Assert.EndsWith(": 5 runs, none failed", sent["kim@example.org"].Subject, StringComparison.Ordinal);
        Assert.EndsWith(": 5 runs, none failed", sent["viewer@example.org"].Subject, StringComparison.Ordinal);
        Assert.EndsWith(": 4 runs, none failed", sent["anna@example.org"].Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("His", ContentOf(sent["anna@example.org"]).Text, StringComparison.Ordinal);
    }

    private static MessageContent ContentOf(MessageRow message) => JsonSerializer.Deserialize<MessageContent>(message.Content!, MessageOutbox.ContentJson)!;

    private Task MakeAtAsync(DateTimeOffset now) => driver.Get<SummaryMaker>().MakeDueAsync(now, Cancel);

    private async Task RanAsync(Guid owner, string title, TaskDraft? draft = null, bool delete = false)
    {
        driver.Become(owner);
        var created = await driver.Tasks.CreateAsync((draft ?? new()) with { Title = title, Type = "scripted", Schedule = new() { Kind = "cron", Cron = "0 0 1 1 *" } }, Cancel);
        Assert.Empty(created.Faults);
        await RecordedRuns.AddAsync(Gate, created.Value!.Task.Id, title, RunState.Succeeded, yesterday, 100);
        if (delete)
            Assert.True((await driver.Tasks.DeleteAsync(created.Value.Task.Id, Cancel)).Succeeded);
    }

    private async Task EnableAsync(Guid account, bool enabled)
    {
        await Gate.WriteAsync(session => Task.FromResult(session.Statement("UPDATE accounts SET disabled = @disabled WHERE id = @id").With("@disabled", enabled ? 0 : 1).With("@id", account).Execute()));
        await driver.Get<AccountDirectory>().ReadAsync();
    }
}
