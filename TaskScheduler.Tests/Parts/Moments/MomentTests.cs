using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Tests.Parts.Moments;

public sealed class MomentTests : ComponentTest
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));

    public MomentTests()
    {
        Services.AddSingleton<TimeProvider>(time);
    }

    [Fact]
    public void A_relative_time_follows_the_clock_by_itself()
    {
        var moment = Render<Moment>(parameters => parameters.Add(m => m.At, time.GetUtcNow().AddSeconds(90)));
        Assert.Equal("in 1 min", moment.Find("time").TextContent);

        time.Advance(TimeSpan.FromSeconds(60));

        moment.WaitForAssertion(() => Assert.Equal("in 30 s", moment.Find("time").TextContent));
    }

    [Fact]
    public void The_tooltip_of_a_relative_time_is_the_absolute_one_with_its_zone()
    {
        var moment = Render<Moment>(parameters => parameters.Add(m => m.At, time.GetUtcNow()));

        Assert.Equal("Tue 1 Dec 2026, 12:00:00 UTC", moment.Find("time").GetAttribute("title"));
    }

    [Fact]
    public async Task The_clock_stands_still_once_no_relative_time_is_shown()
    {
        var moment = Render<Moment>(parameters => parameters.Add(m => m.At, time.GetUtcNow().AddSeconds(90)));
        await DisposeComponentsAsync();

        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(1, moment.RenderCount);
    }
}
