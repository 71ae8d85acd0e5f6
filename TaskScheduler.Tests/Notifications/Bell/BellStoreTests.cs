using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Bell;

public sealed class BellStoreTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;
    private Guid kim;
    private Guid anna;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BellStore Bell => driver.Get<BellStore>();

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        kim = await driver.AddAccountAsync("kim@example.org");
        anna = await driver.AddAccountAsync("anna@example.org", Role.Viewer);
        driver.Become(kim);
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Messages_are_listed_newest_first_in_pages()
    {
        await TellAsync(kim, 5);

        var page = (await Bell.ListAsync(2, 2, Cancel)).Value!;

        Assert.Equal(["About 2", "About 1"], page.Items.Select(message => message.Subject));
        Assert.Equal((5, 2, 2), (page.Total, page.Page, page.PageSize));
        Assert.Empty((await Bell.ListAsync(int.MaxValue, 500, Cancel)).Value!.Items);
    }

    [Fact]
    public async Task Each_account_has_its_own_and_marks_no_others()
    {
        await TellAsync(kim, 2);
        await TellAsync(anna, 1);
        var kims = (await Bell.ListAsync(1, 25, Cancel)).Value!.Items;

        driver.Become(anna);
        Assert.Equal(0, (await Bell.MarkReadAsync([.. kims.Select(message => message.Id)])).Value);
        Assert.Equal(1, (await Bell.MarkReadAsync(null)).Value);

        Assert.Equal(0, (await Bell.GlanceAsync(10, Cancel)).Unread);
        driver.Become(kim);
        Assert.Equal((2, 2), (await Bell.GlanceAsync(10, Cancel) is var glance ? (glance.Unread, glance.Newest.Count) : default));
    }

    [Fact]
    public async Task What_was_read_stays_read_at_the_time_it_was()
    {
        await TellAsync(kim, 3);
        var middle = (await Bell.ListAsync(1, 25, Cancel)).Value!.Items[1];

        Assert.Equal(1, (await Bell.MarkReadAsync([middle.Id])).Value);
        var first = driver.Time.GetUtcNow();
        driver.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await Bell.MarkReadAsync(null)).Value);

        Assert.Equal([first.AddMinutes(1), first, first.AddMinutes(1)], (await Bell.ListAsync(1, 25, Cancel)).Value!.Items.Select(message => message.ReadAt!.Value));
    }

    [Fact]
    public async Task The_newest_are_kept_and_older_ones_go_as_they_come()
    {
        await TellAsync(anna, 1);
        await TellAsync(kim, BellPost.Kept + 3);

        var page = (await Bell.ListAsync(1, 500, Cancel)).Value!;

        Assert.Equal(BellPost.Kept, page.Total);
        Assert.Equal(("About 502", "About 3"), (page.Items[0].Subject, page.Items[^1].Subject));
        driver.Become(anna);
        Assert.Equal(1, (await Bell.GlanceAsync(10, Cancel)).Unread);
    }

    [Fact]
    public async Task A_long_text_is_cut_and_a_character_never_halved()
    {
        await driver.TellAsync(kim, StoredAccounts.Telling("disk") with { Content = new(string.Concat(Enumerable.Repeat("🌱", 400)) + "\n") });

        var text = Assert.Single((await Bell.GlanceAsync(10, Cancel)).Newest).Text;

        Assert.EndsWith("🌱…", text, StringComparison.Ordinal);
        Assert.Equal(501, text.Length);
    }

    [Fact]
    public async Task Only_whose_messages_are_others_is_told_so_and_only_after_they_are()
    {
        var (kims, annas) = (0, 0);
        using var one = driver.Get<BellPost>().Listen(kim, () => kims++);
        using var other = driver.Get<BellPost>().Listen(anna, () => annas++);

        await TellAsync(kim, 1);
        Assert.Equal((1, 0), (kims, annas));
        await Bell.MarkReadAsync(null);
        await Bell.MarkReadAsync(null);
        Assert.Equal((2, 0), (kims, annas));

        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.Get<IWriteGate>().WriteAsync<bool>(session =>
        {
            driver.Get<PeopleTold>().Tell(session, kim, StoredAccounts.Telling("undone"));
            throw new InvalidOperationException("Undone.");
        }));
        Assert.Equal((2, 0), (kims, annas));
    }

    private async Task TellAsync(Guid account, int count)
    {
        for (var number = 0; number < count; number++)
        {
            driver.Time.Advance(TimeSpan.FromMilliseconds(1));
            await driver.TellAsync(account, StoredAccounts.Telling($"{number}"));
        }
    }
}
