using Bunit;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Forecasting;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Forecasting;

namespace TaskScheduler.Tests.Pages.Forecasting;

public sealed class ForecastPageTests : PageTest
{
    [Fact]
    public async Task Without_tasks_it_says_what_would_come_here()
    {
        await Engine.ForecastAsync(_ => true);
        var page = Render<ForecastPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing is due in the next three hours", page.Find(".empty-state").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_what_runs_is_enough_it_says_so()
    {
        await DueAsync("Water the plants", 90);

        var page = Render<ForecastPage>();

        page.WaitForAssertion(() => Assert.Equal("1 instance is enough for the next 3 hours", page.Find(".forecast-headline strong").TextContent));
        Assert.Empty(page.FindAll(".forecast-headline.over"));
        Assert.Contains("in UTC", page.Find(".graph-foot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_moment_that_needs_more_is_said_and_its_tasks_are_named()
    {
        await DueAsync("Water the plants", 90, 10);

        var page = Render<ForecastPage>();

        page.WaitForAssertion(() => Assert.Equal("2 instances from 13:25, because of 10 tasks at 13:30", page.Find(".forecast-headline.over strong").TextContent));
        Assert.Equal("2 instances at 13:30", page.Find(".plot-note.moment").TextContent);
        var spot = page.Find(".hot-spots li");
        Assert.Contains("13:30", spot.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("tasks?edit=", spot.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_numbers_stand_in_a_table()
    {
        await DueAsync("Water the plants", 90, 10);
        await DueAsync("Feed the cat", 30);

        var page = Render<ForecastPage>();

        page.WaitForAssertion(() => Assert.Equal(["12:30:00", "13:30:00"], Times(page)));
        Navigation.NavigateTo("forecast?rows=heaviest");
        page.WaitForAssertion(() => Assert.Equal(["13:30:00", "12:30:00"], Times(page)));
        Navigation.NavigateTo("forecast?rows=heaviest&rowPageSize=1&rowPage=2");
        page.WaitForAssertion(() => Assert.Equal(["12:30:00"], Times(page)));
    }

    [Fact]
    public async Task A_new_task_is_seen_at_once_and_leaving_ends_the_listening()
    {
        await DueAsync("Water the plants", 90);
        var page = Render<ForecastPage>();
        page.WaitForElement(".graph");
        Assert.Single(Times(page));

        await DueAsync("Feed the cat", 30);

        // Changes are told once a second of the engine's time, which stands still here.
        Engine.Get<LoadForecast>().Tell();
        page.WaitForAssertion(() => Assert.Equal(["12:30:00", "13:30:00"], Times(page)));
        Assert.Equal(1, Engine.Get<LoadForecast>().Listeners);
        await DisposeComponentsAsync();
        Assert.Equal(0, Engine.Get<LoadForecast>().Listeners);
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "taskScheduler.graph.unwatch");
    }

    [Fact]
    public async Task The_graph_shows_as_much_time_as_the_address_says()
    {
        await DueAsync("Water the plants", 90);
        Navigation.NavigateTo("forecast?range=1h");

        var page = Render<ForecastPage>();

        page.WaitForAssertion(() => Assert.Equal("1 hour", page.Find(".graph-ranges [aria-current]").TextContent));
        Assert.Equal("", page.Find(".graph").GetAttribute("data-readings"));
        Navigation.NavigateTo("forecast");
        page.WaitForAssertion(() => Assert.EndsWith(",1,1000,,1;", page.Find(".graph").GetAttribute("data-readings"), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Times(IRenderedComponent<ForecastPage> page) => page.FindAll(".load-table tbody time").Select(time => time.TextContent);

    /// <summary>Tasks that are due once, some minutes after noon, and are expected to take a second each.</summary>
    private async Task DueAsync(string title, int minutes, int count = 1)
    {
        for (var number = 0; number < count; number++)
        {
            var schedule = new ScheduleDraft { Kind = "once", At = IsoText.Of(SchedulerDriver.Noon.AddMinutes(minutes)) };
            Assert.Empty((await Engine.Tasks.CreateAsync(new() { Title = title, Type = "scripted", Schedule = schedule }, Cancel)).Faults);
        }

        // The forecast follows tasks on a thread of its own.
        await Engine.ForecastAsync(forecast => forecast.Items.Any(item => item.DueAt == SchedulerDriver.Noon.AddMinutes(minutes) && item.Tasks == count));
    }
}
