using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Tests.Notifications.Outbox;

/// <summary>What becomes of messages when the program ends.</summary>
public sealed class InterruptedMessageTests
{
    [Fact]
    public async Task One_that_was_being_handed_over_when_the_program_was_killed_is_not_sent_twice_by_itself()
    {
        await using var driver = await OutboxDriver.StartAsync();
        var come = driver.Office.Hold();
        await driver.PutAsync(OutboxDriver.Mail("first"), OutboxDriver.Mail("second"));
        await come;
        driver.Office.TakeAll();

        await driver.Engine.CrashAndStartAgainAsync(TimeSpan.FromMinutes(1));

        var failed = await driver.UntilAsync("first", MessageState.Failed);
        await driver.UntilAsync("second", MessageState.Sent);
        Assert.Contains("may or may not have arrived", failed.Error, StringComparison.Ordinal);
        Assert.Equal(["About first", "About second"], driver.Office.Handed.Select(mail => mail.Subject));
    }

    [Fact]
    public async Task One_that_may_have_arrived_is_sent_again_as_the_same_message_when_somebody_asks()
    {
        await using var driver = await OutboxDriver.StartAsync();
        var come = driver.Office.Hold();
        await driver.PutAsync("one");
        await come;
        driver.Office.TakeAll();
        await driver.Engine.CrashAndStartAgainAsync();
        var failed = await driver.UntilAsync("one", MessageState.Failed);

        Assert.Empty((await driver.Store.SendAgainAsync(failed.Id)).Faults);

        var sent = await driver.UntilAsync("one", MessageState.Sent);
        Assert.Equal((failed.Id, "one"), (sent.Id, sent.Key));
        Assert.Equal($"{failed.Id:N}", Assert.Single(driver.Office.Taken).MessageId);
    }

    [Fact]
    public async Task What_waits_when_the_program_stops_is_sent_by_the_next_one()
    {
        await using var driver = await OutboxDriver.StartAsync();
        var come = driver.Office.Hold();
        await driver.PutAsync(OutboxDriver.Mail("1"), OutboxDriver.Mail("2"), OutboxDriver.Mail("3"));
        await come;

        await driver.Engine.StopAsync();
        driver.Office.TakeAll();
        await driver.Engine.StartAgainAsync();

        await driver.UntilAsync(rows => rows.Count(row => row.State == MessageState.Sent) == 2);
        Assert.Contains("may or may not have arrived", (await driver.UntilAsync("1", MessageState.Failed)).Error, StringComparison.Ordinal);
        Assert.Equal(["About 1", "About 2", "About 3"], driver.Office.Handed.Select(mail => mail.Subject));
    }
}
