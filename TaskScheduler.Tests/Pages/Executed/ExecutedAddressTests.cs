using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Pages.Executed;

namespace TaskScheduler.Tests.Pages.Executed;

public sealed class ExecutedAddressTests
{
    [Fact]
    public void An_address_gives_back_all_that_the_page_shows()
    {
        var address = new ExecutedAddress
        {
            Search = "503", State = RunState.TimedOut, Type = "http", TaskId = Guid.NewGuid(), Page = 2, PageSize = 100, Run = Guid.NewGuid(),
            From = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(1)), To = new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.FromHours(1)),
        };

        Assert.Equal(address, ExecutedAddress.Of($"http://localhost/{address.ToUri()}"));
    }

    [Fact]
    public void A_run_can_be_named_in_the_path()
    {
        var run = Guid.NewGuid();

        Assert.Equal(run, ExecutedAddress.Of($"http://localhost/executed/{run}?state=failed").Run);
    }

    [Theory]
    [InlineData("state=running")]
    [InlineData("from=2026-12-01T09:00")]
    public void What_cannot_be_asked_of_ended_runs_is_ignored(string query) =>
        Assert.Equal(new ExecutedAddress(), ExecutedAddress.Of($"http://localhost/executed?{query}"));
}
