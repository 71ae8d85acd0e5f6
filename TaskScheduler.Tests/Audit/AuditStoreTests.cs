using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Audit;

public sealed class AuditStoreTests : IAsyncLifetime
{
    private static readonly Guid account = Guid.NewGuid();
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_however_much_comes_meanwhile()
    {
        for (var number = 0; number < 5; number++)
            await NoteAsync($"Entry {number}");

        var first = await ListAsync(new(), null, 2);
        await NoteAsync("Came meanwhile");
        var second = await ListAsync(new(), first.Next, 2);
        var third = await ListAsync(new(), second.Next, 2);

        Assert.Equal(["Entry 4", "Entry 3", "Entry 2", "Entry 1", "Entry 0"], first.Items.Concat(second.Items).Concat(third.Items).Select(entry => entry.Subject));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Each_filter_finds_what_it_names()
    {
        await NoteAsync("Kim's", actor: "kim@example.org");
        driver.Time.Advance(TimeSpan.FromHours(1));
        await NoteAsync("Anna's", action: "account.created", subject: account);

        Assert.Equal("Kim's", await OnlyAsync(new() { Actor = "kim@example.org" }));
        Assert.Equal("Anna's", await OnlyAsync(new() { Action = "account.created" }));
        Assert.Equal("Anna's", await OnlyAsync(new() { SubjectId = account }));
        Assert.Equal("Anna's", await OnlyAsync(new() { From = SchedulerDriver.Noon.AddMinutes(1) }));
        Assert.Equal("Kim's", await OnlyAsync(new() { To = SchedulerDriver.Noon.AddMinutes(1) }));
        Assert.Equal("Kim's", await OnlyAsync(new() { Search = "kim@" }));
        Assert.Equal("Anna's", await OnlyAsync(new() { Search = "ANNA" }));
    }

    [Fact]
    public async Task Who_and_what_there_is_to_choose_from_is_said_once_each()
    {
        await NoteAsync("1", "kim@example.org", "task.changed");
        await NoteAsync("2", "kim@example.org", "task.changed");
        await NoteAsync("3", "anna@example.org", "account.created");

        var (actors, actions) = await driver.Get<AuditStore>().ChoicesAsync(Cancel);

        Assert.Equal(["anna@example.org", "kim@example.org"], actors);
        Assert.Equal(["account.created", "task.changed"], actions);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Whoever_is_no_administrator_reads_nothing(Role role)
    {
        await NoteAsync("Something");
        driver.Caller.Becomes("kim@example.org", role);

        Assert.Equal(Refusal.Forbidden, (await driver.Get<AuditStore>().ListAsync(new(), null, 10, Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, driver.Get<AuditStore>().Stream(new(), 10).Refusal);
        Assert.Empty((await driver.Get<AuditStore>().ChoicesAsync(Cancel)).Actors);
    }

    [Theory]
    [InlineData("1-2", true)]
    [InlineData("", false)]
    [InlineData("1", false)]
    [InlineData("1-2-3", false)]
    [InlineData("-1-2", false)]
    [InlineData("a-b", false)]
    public void A_place_in_the_trail_is_read_as_it_was_said_or_not_at_all(string text, bool understood)
    {
        Assert.Equal(understood, AuditCursor.TryParse(text, out var cursor));
        Assert.Equal(understood ? text : null, cursor?.ToString());
    }

    private Task NoteAsync(string title, string actor = "anna@example.org", string action = "task.changed", Guid? subject = null) =>
        driver.Get<IWriteGate>().WriteAsync(session =>
        {
            AuditTrail.Note(session, new Actor { Name = actor }, new(action, subject, title), driver.Time.GetUtcNow());
            return Task.FromResult(true);
        });

    private async Task<AuditEntries> ListAsync(AuditFilter filter, AuditCursor? before, int count) => (await driver.Get<AuditStore>().ListAsync(filter, before, count, Cancel)).Value!;

    private async Task<string> OnlyAsync(AuditFilter filter) => Assert.Single((await ListAsync(filter, null, 10)).Items).Subject;
}
