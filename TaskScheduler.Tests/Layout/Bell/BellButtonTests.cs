using Bunit;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Tests.Notifications;
using TaskScheduler.Tests.Pages;
using TaskScheduler.Web.Layout.Bell;

namespace TaskScheduler.Tests.Layout.Bell;

public sealed class BellButtonTests : PageTest
{
    private Guid kim;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        kim = await Engine.AddAccountAsync("kim@example.org");
        Engine.Become(kim);
    }

    [Fact]
    public void Before_anything_was_told_it_says_so()
    {
        var bell = Open();

        Assert.Equal("Notifications, none unread", Label(bell));
        Assert.Contains("Nothing yet", bell.Find(".bell-panel").TextContent, StringComparison.Ordinal);
        Assert.Empty(bell.FindAll(".bell-count"));
    }

    [Fact]
    public async Task A_message_rings_on_the_open_page_and_is_read_out_once()
    {
        var bell = Open();

        await TellAsync(StoredAccounts.Telling("disk") with { Page = "runs/7" });

        bell.WaitForAssertion(() => Assert.Equal("Notifications, 1 unread", Label(bell)));
        Assert.Equal("New notification: About disk", bell.Find("[role=status]").TextContent);
        Assert.NotNull(bell.Find(".ringing"));
        Assert.Equal("runs/7", bell.Find(".bell-item a").GetAttribute("href"));
        Assert.Contains("Problem", bell.Find(".bell-item").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_quiet_hours_it_is_counted_and_listed_and_nothing_rings()
    {
        await Engine.ChooseAsync(kim, new() { QuietFrom = "11:00", QuietTo = "13:00" });
        var bell = Open();

        await TellAsync(StoredAccounts.Telling("disk"));

        bell.WaitForAssertion(() => Assert.Equal("Notifications, 1 unread", Label(bell)));
        Assert.Equal("", bell.Find("[role=status]").TextContent);
        Assert.Empty(bell.FindAll(".ringing"));
    }

    [Fact]
    public async Task Many_at_once_are_read_out_as_a_number()
    {
        var bell = Open();

        await Engine.Get<Core.Persistence.IWriteGate>().WriteAsync(session =>
        {
            foreach (var number in Enumerable.Range(1, 120))
                Engine.Get<PeopleTold>().Tell(session, kim, StoredAccounts.Telling($"{number}"));
            return Task.FromResult(true);
        });

        bell.WaitForAssertion(() => Assert.Equal("99+", bell.Find(".bell-count").TextContent));
        Assert.Equal("Notifications, 120 unread", Label(bell));
        Assert.Equal("10 new notifications", bell.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task One_is_marked_as_read_and_then_all()
    {
        await TellAsync(StoredAccounts.Telling("disk"));
        Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await TellAsync(StoredAccounts.Telling("mail"));
        Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await TellAsync(StoredAccounts.Telling("power"));
        var bell = Open();

        await bell.Find("[aria-label='Mark as read: About mail']").ClickAsync(new());
        bell.WaitForAssertion(() => Assert.Equal("Notifications, 2 unread", Label(bell)));
        Assert.Equal(["About power", "About disk"], bell.FindAll(".unread strong").Select(subject => subject.TextContent));
        await bell.FindAll("button").Single(button => button.TextContent == "Mark all read").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Equal("Notifications, none unread", Label(bell)));
        Assert.Equal(3, bell.FindAll(".bell-item").Count);
    }

    [Fact]
    public async Task Following_a_message_marks_it_as_read()
    {
        await TellAsync(StoredAccounts.Telling("disk") with { Page = "runs/7" });
        var bell = Open();

        await bell.Find(".bell-item a").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Equal("Notifications, none unread", Label(bell)));
    }

    [Fact]
    public async Task Leaving_ends_its_subscription()
    {
        var bell = Open();
        Assert.Equal(1, Engine.Get<BellPost>().ListenersOf(kim));

        await DisposeComponentsAsync();

        Assert.Equal(0, Engine.Get<BellPost>().ListenersOf(kim));
        Assert.True(bell.IsDisposed);
    }

    private static string? Label(IRenderedComponent<BellButton> bell) => bell.Find(".bell-button").GetAttribute("aria-label");

    private IRenderedComponent<BellButton> Open() => Render<BellButton>(parameters => parameters.Add(bell => bell.Address, "notifications"));

    private Task TellAsync(Telling telling) => Engine.TellAsync(kim, telling);
}
