using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TaskScheduler.Core.Schedules;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Forecasting;

public sealed partial class ForecastJourney(SharedBrowser browser) : Journey(browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ILocator Graph => Page.GetByRole(AriaRole.Slider, new() { Name = "Load over time" });

    private ILocator Reading => Page.Locator(".graph-reading");

    [Fact]
    public async Task The_graph_is_read_off_with_pointer_and_keyboard_and_follows_what_changes()
    {
        var hour = InMinutes(60);
        await TaskAsync("Water the plants", hour);
        await Page.GotoAsync("/tasks");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Forecast" }).ClickAsync();
        await Expect(Page.GetByText("1 instance is enough for the next 3 hours")).ToBeVisibleAsync();
        await Expect(Reading).ToBeHiddenAsync();
        await WatchedAsync();

        await Graph.HoverAsync();
        await Expect(Reading).ToContainTextAsync("1 task");
        await Page.Mouse.MoveAsync(0, 0);
        await Expect(Reading).ToBeHiddenAsync();

        await Graph.PressAsync("ArrowRight");
        await Expect(Reading).ToContainTextAsync("1 task");
        await Expect(Graph).ToHaveAttributeAsync("aria-valuetext", Spoken());
        var read = await Reading.Locator("strong").InnerTextAsync();

        // More than one instance can start in time, an hour after what is read off.
        for (var number = 0; number < 10; number++)
            await TaskAsync("Feed the cat", hour.AddHours(1));

        await Expect(Page.Locator(".forecast-headline")).ToContainTextAsync("2 instances from");
        await Expect(Graph).ToBeFocusedAsync();
        await Expect(Reading.Locator("strong")).ToHaveTextAsync(read);
        await Graph.PressAsync("End");
        await Expect(Reading).ToContainTextAsync("10 tasks");
        await Graph.PressAsync("Escape");
        await Expect(Reading).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 1400)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_forecast_and_its_dialog_shut_nobody_out(ColorScheme scheme, int width)
    {
        var hour = InMinutes(60);
        for (var number = 0; number < 10; number++)
            await TaskAsync("Feed the cat", hour);
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });

        await Page.GotoAsync("/forecast");
        await WatchedAsync();
        await Graph.PressAsync("ArrowRight");
        await Expect(Reading).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than the screen.");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Spread these tasks of" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog).GetByText("Afterwards")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
    }

    [Fact]
    public async Task A_full_time_is_spread_from_the_list_of_tasks()
    {
        var hour = InMinutes(60);
        for (var number = 0; number < 12; number++)
            await TaskAsync($"Feed cat {number}", hour);
        await Page.GotoAsync("/tasks");

        await Page.GetByLabel("Select all on this page").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Spread" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = Move() }).ClickAsync();

        await Expect(Page.GetByText("tasks moved.")).ToBeVisibleAsync();
        await Page.GotoAsync("/forecast");
        await Expect(Page.GetByText("1 instance is enough for the next 3 hours")).ToBeVisibleAsync();
    }

    /// <summary>Returns once the page has its focus where it belongs and takes keys and the pointer.</summary>
    private async Task WatchedAsync()
    {
        await HeadingHasFocusAsync("Forecast");
        await Expect(Graph).ToHaveAttributeAsync("data-watched", "");
    }

    /// <summary>The whole minute so many minutes from now; asked for once, because a minute may end meanwhile.</summary>
    private DateTimeOffset InMinutes(int minutes)
    {
        var at = App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(minutes);
        return new(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, TimeSpan.Zero);
    }

    /// <summary>A task that is due once, and is expected to take a second.</summary>
    private async Task TaskAsync(string title, DateTimeOffset at)
    {
        var schedule = new ScheduleDraft { Kind = "once", At = IsoText.Of(at) };
        var created = await App.Tasks.CreateAsync(new() { Title = title, UserEmail = "kim@example.com", Schedule = schedule }, Cancel);
        Assert.Empty(created.Faults);
    }

    [GeneratedRegex(@"^\d\d:\d\d:00, 1 task, 1\.0 s of compute predicted, needs 1 instance$", RegexOptions.None, 1000)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"^Move \d+ tasks", RegexOptions.None, 1000)]
    private static partial Regex Move();
}
