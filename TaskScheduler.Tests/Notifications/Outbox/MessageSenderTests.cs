using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Outbox;

public sealed class MessageSenderTests
{
    private static readonly MailRefusal busy = new("451 Busy", IsFinal: false);
    private static readonly MailRefusal away = new("Connection refused.", IsFinal: false) { Unreached = true };

    [Fact]
    public async Task A_message_is_sent_once_for_its_key()
    {
        await using var driver = await OutboxDriver.StartAsync();

        Assert.Equal(1, await driver.PutAsync(OutboxDriver.Mail("one")));
        var sent = await driver.UntilAsync("one", MessageState.Sent);
        Assert.Equal(0, await driver.PutAsync(OutboxDriver.Mail("one")));
        await driver.PutAsync("two");
        await driver.UntilAllAsync(MessageState.Sent);

        Assert.Equal((1, null, SchedulerDriver.Noon.ToUnixTimeMilliseconds()), (sent.Attempts, sent.Error, sent.EndedAt));
        Assert.Equal(["About one", "About two"], driver.Office.Handed.Select(mail => mail.Subject));
        Assert.Equal($"{sent.Id:N}", driver.Office.Handed[0].MessageId);
    }

    [Fact]
    public async Task A_message_waits_for_its_time()
    {
        await using var driver = await OutboxDriver.StartAsync();
        await driver.PutAsync(OutboxDriver.Mail("later") with { NotBefore = SchedulerDriver.Noon.AddMinutes(10) });
        await driver.PutAsync("now");
        await driver.UntilAsync("now", MessageState.Sent);
        Assert.Single(driver.Office.Handed);

        driver.Engine.Time.Advance(TimeSpan.FromMinutes(10));

        await driver.UntilAsync("later", MessageState.Sent);
    }

    [Fact]
    public async Task One_that_is_refused_for_now_is_tried_after_longer_and_longer_waits_for_three_days()
    {
        await using var driver = await OutboxDriver.StartAsync();
        driver.Office.Refuse(busy);
        await driver.PutAsync("one");

        var (row, waits) = (await driver.UntilAsync("one", row => row.Error is not null), new List<double>());
        while (row.State == MessageState.Waiting)
        {
            // As if the days had passed: all that the clock wakes up in three days takes long.
            if (waits.Count == 9)
                await driver.AgeAsync(TimeSpan.FromDays(3));
            var wait = DateTimeOffset.FromUnixTimeMilliseconds(row.NextAt) - driver.Engine.Time.GetUtcNow();
            waits.Add(wait.TotalSeconds);
            driver.Engine.Time.Advance(wait);
            var attempts = row.Attempts;
            row = await driver.UntilAsync("one", next => next.Attempts > attempts && next.State != MessageState.Sending);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], waits);
        Assert.Equal("451 Busy It was tried for 3 days.", row.Error);
    }

    [Fact]
    public async Task One_that_is_refused_for_good_is_not_tried_again()
    {
        await using var driver = await OutboxDriver.StartAsync();
        driver.Office.Refuse(new("550 No such person here", IsFinal: true));
        await driver.PutAsync("one");
        var failed = await driver.UntilAsync("one", MessageState.Failed);
        driver.Office.TakeAll();

        driver.Engine.Time.Advance(TimeSpan.FromHours(2));
        await driver.PutAsync("two");
        await driver.UntilAsync("two", MessageState.Sent);

        Assert.Equal("550 No such person here", failed.Error);
        Assert.Equal(["About one", "About two"], driver.Office.Handed.Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_server_that_is_away_for_an_hour_loses_nothing_is_rarely_asked_and_holds_no_run_up()
    {
        await using var driver = await OutboxDriver.StartAsync();
        driver.Office.Refuse(away);
        await driver.Engine.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:45:00Z" });
        await driver.PutAsync([.. Enumerable.Range(0, 1_000).Select(number => OutboxDriver.Mail($"{number:0000}"))]);
        await driver.UntilAsync(rows => rows.Exists(row => row.Error is not null));

        var minutes = new[] { 0.5, 1, 2, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 };
        foreach (var (asked, wait) in minutes.Index())
        {
            await driver.Engine.AdvanceAsync(TimeSpan.FromMinutes(wait));
            await driver.UntilAsync(rows => rows.Sum(row => row.Attempts) == asked + 2 && rows.TrueForAll(row => row.State == MessageState.Waiting));
        }

        Assert.Equal(RunState.Succeeded, (await driver.Engine.EndedAsync())[0].State);
        Assert.Equal(minutes.Length + 1, driver.Office.Handed.Count);
        driver.Office.TakeAll();
        driver.Engine.Time.Advance(TimeSpan.FromMinutes(5));
        await driver.UntilAllAsync(MessageState.Sent);
        Assert.Equal(1_000, driver.Office.Taken.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(1_000, driver.Office.Taken.Count);
    }

    [Fact]
    public async Task One_whose_run_is_gone_before_it_is_written_fails_with_words()
    {
        await using var driver = await OutboxDriver.StartAsync();

        await driver.PutAsync(new NewMessage("gone", MessageKind.Executed, MessageVia.Mail, "kim@example.org", "Failed: Import") { RunId = Guid.CreateVersion7() });

        Assert.Equal("The run that it was to tell about is not kept any more.", (await driver.UntilAsync("gone", MessageState.Failed)).Error);
        Assert.Empty(driver.Office.Handed);
    }

    [Fact]
    public async Task What_is_thrown_is_tried_again_and_keeps_no_other_from_being_sent()
    {
        await using var driver = await OutboxDriver.StartAsync();
        driver.Office.Answer = (mail, _) => mail.Subject == "About odd" ? throw new InvalidDataException("Not readable") : Task.FromResult<MailRefusal?>(null);

        await driver.PutAsync(OutboxDriver.Mail("odd"), OutboxDriver.Mail("plain"));

        await driver.UntilAsync("plain", MessageState.Sent);
        Assert.Equal("It could not be handed over: Not readable", (await driver.UntilAsync("odd", MessageState.Waiting)).Error);
    }
}
