using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Web.Pages.Messages;

namespace TaskScheduler.Tests.Pages.Messages;

public sealed class MessagesPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Engine.Get<MessageStore>()).AddSingleton(Engine.Get<MessageOutbox>()).AddSingleton(Engine.Get<IMailTransport>());
    }

    [Fact]
    public void Without_messages_it_says_what_comes_here_and_where_mail_goes()
    {
        var page = Render<MessagesPage>();

        page.WaitForAssertion(() => Assert.Contains("No messages yet", page.Find(".empty-state").TextContent, StringComparison.Ordinal));
        Assert.Contains("reaches nobody", page.Find(".banner").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_failed_is_shown_with_why_and_what_it_says_as_text()
    {
        await FailedAsync("<b>Alert</b>", "<script>alert(1)</script>");
        Navigation.NavigateTo("messages?state=failed");
        var page = Render<MessagesPage>();

        var row = page.WaitForElement(".messages tbody tr");
        Assert.Contains("Failed", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Its channel was deleted.", row.TextContent, StringComparison.Ordinal);
        Navigation.NavigateTo(row.QuerySelector("a")!.GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Equal("<script>alert(1)</script>", page.Find("[aria-label='Text'] pre").TextContent));
        Assert.Empty(page.FindAll("b, script"));
    }

    [Fact]
    public async Task All_that_failed_are_sent_again_after_a_question()
    {
        await FailedAsync("One", "Text");
        await FailedAsync("Two", "Text");
        Navigation.NavigateTo("messages?state=failed");
        var page = Render<MessagesPage>();
        page.WaitForElement(".messages tbody tr");

        var asked = Button(page, "Send all again").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Send 2 messages again?", page.Find("dialog").TextContent, StringComparison.Ordinal));
        await page.FindAll("dialog button").Single(button => button.TextContent.Contains("Send all again", StringComparison.Ordinal)).ClickAsync(new());
        await asked;

        page.WaitForAssertion(() => Assert.Contains("2 messages are sent again.", page.Find(".notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_test_mail_appears_by_itself_and_a_wrong_address_is_said_at_its_field()
    {
        var page = Render<MessagesPage>();
        await Button(page, "Send a test mail").ClickAsync(new());
        await page.Find("#field-to").ChangeAsync("nobody");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("name@example.com", page.Find("#field-to-fault").TextContent, StringComparison.Ordinal));

        await page.Find("#field-to").ChangeAsync("jane@example.com");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Sent", page.Find(".messages tbody .status").TextContent, StringComparison.Ordinal));
        Assert.Contains("jane@example.com", page.Find(".messages tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_looks_is_offered_nothing_to_send()
    {
        await FailedAsync("One", "Text");
        Engine.Caller.Becomes("kim@example.org", Role.Viewer);

        var page = Render<MessagesPage>();

        page.WaitForAssertion(() => Assert.Contains("No messages yet", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Send", string.Concat(page.FindAll("button").Select(button => button.TextContent)), StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<MessagesPage> page, string words) =>
        page.FindAll(".page-header button").Single(button => button.TextContent.Contains(words, StringComparison.Ordinal));

    // Nothing here sends by Discord.
    private async Task FailedAsync(string subject, string text)
    {
        var changed = new SemaphoreSlim(0);
        using var listening = Engine.Get<MessageOutbox>().Listen(() => changed.Release());
        var message = new NewMessage(subject, MessageKind.Alert, MessageVia.Discord, "Operations", subject) { Content = new(text) };
        await Engine.Get<IWriteGate>().WriteAsync(session => Task.FromResult(Engine.Get<MessageOutbox>().Put(session, message)));
        while ((await Engine.Get<MessageStore>().ListAsync(new() { State = MessageState.Failed, Search = subject }, 1, 1, Cancel)).Total == 0)
            await changed.WaitAsync(Cancel);
    }
}
