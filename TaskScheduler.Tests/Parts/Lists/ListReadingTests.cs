using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Tests.Parts.Lists;

public sealed class ListReadingTests : IDisposable
{
    private readonly List<string> shown = [];
    private readonly List<Exception> notLoaded = [];
    private readonly List<Exception> notRefreshed = [];
    private readonly ListReading reading;

    public ListReadingTests() => reading = new(() => { }, notLoaded.Add, notRefreshed.Add);

    public void Dispose() => reading.Dispose();

    [Fact]
    public async Task What_was_asked_for_last_is_shown_whichever_comes_back_first()
    {
        var slow = new TaskCompletionSource<string>();
        var first = reading.LoadAsync(_ => slow.Task, shown.Add);

        await reading.LoadAsync(_ => Task.FromResult("second"), shown.Add);
        slow.SetResult("first");
        await first;

        Assert.Equal("second", Assert.Single(shown));
        Assert.False(reading.Loading);
    }

    [Fact]
    public async Task A_failure_is_kept_until_a_reading_succeeds()
    {
        await reading.LoadAsync(_ => Task.FromException<string>(new IOException("The disk is gone.")), shown.Add);
        Assert.Equal((true, false, 1), (reading.Failed, reading.Loading, notLoaded.Count));

        await reading.LoadAsync(_ => Task.FromResult("again"), shown.Add);

        Assert.Equal((false, 1), (reading.Failed, notLoaded.Count));
        Assert.Equal("again", Assert.Single(shown));
    }

    [Fact]
    public async Task A_refresh_gives_way_to_a_reading_and_says_nothing_of_it()
    {
        var refresh = reading.RefreshAsync(outdated => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, outdated));

        await reading.LoadAsync(_ => Task.FromResult("read"), shown.Add);
        await refresh;

        Assert.Empty(notRefreshed);
    }

    [Fact]
    public async Task A_refresh_that_fails_leaves_what_is_shown()
    {
        await reading.LoadAsync(_ => Task.FromResult("read"), shown.Add);

        await reading.RefreshAsync(_ => throw new IOException("The disk is gone."));

        Assert.Equal((false, 1), (reading.Failed, notRefreshed.Count));
    }
}
