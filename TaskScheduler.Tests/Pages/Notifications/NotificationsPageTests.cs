using Bunit;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Tests.Notifications;
using TaskScheduler.Web.Pages.Notifications;

namespace TaskScheduler.Tests.Pages.Notifications;

public sealed class NotificationsPageTests : PageTest
{
    private Guid kim;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        kim = await Engine.AddAccountAsync("kim@example.org");
        Engine.Become(kim);
    }

    [Fact]
    public void Before_anything_was_told_it_says_so() => Assert.Contains("No notifications yet", Open().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task The_address_says_which_page_is_shown()
    {
        await TellAsync(3);

        var page = Open("notifications?page=2&pageSize=2");

        Assert.Contains("About 0", Assert.Single(page.FindAll(".bell-item")).TextContent, StringComparison.Ordinal);
        Assert.Contains("What 0 is about.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("3–3 of 3", page.Find(".pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_are_marked_as_read()
    {
        await TellAsync(3);
        var page = Open();
        Assert.Equal(3, page.FindAll(".unread").Count);

        await page.FindAll("button").Single(button => button.TextContent == "Mark all read").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".unread")));
        Assert.Equal(3, page.FindAll(".bell-item").Count);
    }

    [Fact]
    public async Task A_new_one_is_offered_and_moves_nothing_until_it_is_asked_for()
    {
        await TellAsync(1);
        var page = Open();

        await Engine.TellAsync(kim, StoredAccounts.Telling("later"));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".pill")));
        Assert.DoesNotContain("About later", page.Markup, StringComparison.Ordinal);
        await page.Find(".pill").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".bell-item").Count));
    }

    [Fact]
    public async Task What_was_read_elsewhere_is_shown_as_read()
    {
        await TellAsync(2);
        var page = Open();

        await Engine.Get<BellStore>().MarkReadAsync(null);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".unread")));
    }

    [Fact]
    public void Who_has_no_account_is_told_why_there_is_nothing()
    {
        Engine.Caller.Actor = Core.Access.Actor.Program;

        Assert.Contains("No account acts here", Open().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ends_its_subscription()
    {
        Open();
        Assert.Equal(1, Engine.Get<BellPost>().ListenersOf(kim));

        await DisposeComponentsAsync();

        Assert.Equal(0, Engine.Get<BellPost>().ListenersOf(kim));
    }

    private IRenderedComponent<NotificationsPage> Open(string address = "notifications")
    {
        Navigation.NavigateTo(address);
        var page = Render<NotificationsPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }

    private async Task TellAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Engine.TellAsync(kim, StoredAccounts.Telling($"{number}"));
        }

        Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
    }
}
