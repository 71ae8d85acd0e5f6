using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Tests.Notifications.Outbox;

public sealed class MessageStoreTests : IAsyncLifetime
{
    private OutboxDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await OutboxDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Messages_are_found_by_state_by_what_they_are_for_and_by_words()
    {
        driver.Office.Answer = (mail, _) => Task.FromResult(mail.Subject == "About b" ? new MailRefusal("550 100% full", IsFinal: true) : null);
        foreach (var message in new[] { OutboxDriver.Mail("a"), OutboxDriver.Mail("b", "jo@example.com"), OutboxDriver.Mail("c") with { Kind = MessageKind.Summary } })
        {
            await driver.PutAsync(message);
            driver.Engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await driver.UntilAsync(rows => rows.TrueForAll(row => row.EndedAt is not null));

        Assert.Equal(["About c", "About b", "About a"], await SubjectsAsync(new()));
        Assert.Equal(["About b"], await SubjectsAsync(new() { State = MessageState.Failed }));
        Assert.Equal(["About c"], await SubjectsAsync(new() { Kind = MessageKind.Summary }));
        Assert.Equal(["About b"], await SubjectsAsync(new() { Search = "100%" }));
        Assert.Equal(["About b"], await SubjectsAsync(new() { Search = "JO@" }));
        Assert.Empty(await SubjectsAsync(new() { Search = "_" }));
    }

    [Fact]
    public async Task Those_who_do_not_administer_see_messages_of_their_tasks_and_to_their_address()
    {
        await driver.BecomeAsync("kim@example.org", Role.Operator);
        var kim = driver.Engine.Caller.Actor;
        var own = await driver.Engine.CreateAsync(new() { Kind = "once", At = "2126-12-01T12:45:00Z" });
        driver.Engine.Caller.Actor = Actor.Program;
        var others = await driver.Engine.CreateAsync(new() { Kind = "once", At = "2126-12-01T12:45:00Z" });
        await driver.PutAsync(
            OutboxDriver.Mail("own task", "jo@example.com") with { TaskId = own.Task.Id },
            OutboxDriver.Mail("other task", "jo@example.com") with { TaskId = others.Task.Id },
            OutboxDriver.Mail("own address", "KIM@example.org"),
            OutboxDriver.Mail("neither", "jo@example.com"));
        var hidden = (await driver.UntilAllAsync(MessageState.Sent)).Single(row => row.Key == "neither").Id;
        Assert.Equal(4, (await SubjectsAsync(new())).Count);

        driver.Engine.Caller.Actor = kim;

        Assert.Equal(["About own address", "About own task"], (await SubjectsAsync(new())).Order());
        Assert.Equal(Refusal.NotFound, (await driver.Store.FindAsync(hidden, Cancel)).Refusal);
        Assert.Equal(Refusal.NotFound, (await driver.Store.SendAgainAsync(hidden)).Refusal);
    }

    [Fact]
    public async Task Those_who_only_look_send_nothing()
    {
        await driver.PutAsync("one");
        var message = (await driver.UntilAllAsync(MessageState.Sent))[0].Id;
        await driver.BecomeAsync("kim@example.org", Role.Viewer);

        Assert.Equal(Refusal.Forbidden, (await driver.Store.SendAgainAsync(message)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await driver.Store.SendFailedAgainAsync(new(), Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await driver.Store.SendTestAsync(null)).Refusal);
    }

    [Fact]
    public async Task All_that_failed_and_match_are_sent_again_each_once_and_written_down()
    {
        driver.Office.Refuse(new("550 Nobody", IsFinal: true));
        await driver.PutAsync([.. Enumerable.Range(0, 250).Select(number => OutboxDriver.Mail($"{number:000}")), OutboxDriver.Mail("x", "jo@example.com")]);
        await driver.UntilAllAsync(MessageState.Failed);
        driver.Office.TakeAll();

        var sent = await driver.Store.SendFailedAgainAsync(new() { Search = "kim@" }, Cancel);

        Assert.Equal(250, sent.Value);
        await driver.UntilAsync(rows => rows.Count(row => row.State == MessageState.Sent) == 250);
        Assert.Equal(250, driver.Office.Taken.Select(mail => mail.Subject).Distinct().Count());
        await using var db = driver.Engine.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        Assert.Equal(250, await db.AuditEntries.CountAsync(entry => entry.Action == AuditActions.MessageSentAgain, Cancel));
    }

    [Fact]
    public async Task What_is_on_its_way_is_not_sent_again()
    {
        await driver.PutAsync(OutboxDriver.Mail("one") with { NotBefore = driver.Engine.Time.GetUtcNow().AddHours(1) });

        var again = await driver.Store.SendAgainAsync((await driver.RowsAsync())[0].Id);

        Assert.Equal(Refusal.Conflict, again.Refusal);
    }

    [Fact]
    public async Task A_test_goes_to_ones_own_address_or_by_an_administrator_to_any()
    {
        await driver.BecomeAsync("kim@example.org", Role.Operator);

        Assert.Equal("kim@example.org", (await driver.Store.SendTestAsync(null)).Value!.To);
        Assert.Equal(Refusal.Invalid, (await driver.Store.SendTestAsync("jo@example.com")).Refusal);
        driver.Engine.Caller.Actor = Actor.Program;
        Assert.Equal("jo@example.com", (await driver.Store.SendTestAsync("jo@example.com")).Value!.To);
        Assert.Equal(Refusal.Invalid, (await driver.Store.SendTestAsync("jo@example.com\r\nBcc: eve@example.net")).Refusal);
        Assert.Equal(Refusal.Invalid, (await driver.Store.SendTestAsync(null)).Refusal);

        await driver.UntilAllAsync(MessageState.Sent);
        Assert.Equal(["kim@example.org", "jo@example.com"], driver.Office.Taken.SelectMany(mail => mail.To));
        Assert.All(driver.Office.Taken, mail => Assert.Contains("messages from TaskScheduler arrive", mail.Html, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> SubjectsAsync(MessageFilter filter) => [.. (await driver.Store.ListAsync(filter, 1, 100, Cancel)).Items.Select(message => message.Subject)];
}
