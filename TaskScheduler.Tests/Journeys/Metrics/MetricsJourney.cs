using Microsoft.Playwright;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Metrics;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Metrics;

/// <summary>Somebody who wants to know which tasks fail, and how long they take.</summary>
public sealed class MetricsJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_task_that_fails_most_is_found_and_looked_at(ColorScheme scheme, int width)
    {
        var failing = await CreateAsync("Fails often");
        var fine = await CreateAsync("Works");
        var now = App.AsProgram<TimeProvider>().GetUtcNow();
        await EndedNotes.NoteAsync(App.AsProgram<IWriteGate>(), [.. Enumerable.Range(0, 40).Select(number => EndedNotes.Of(number % 4 == 0 ? failing : fine, now.AddMinutes(-number), 100 + number, number % 4 == 0 ? RunState.Failed : RunState.Succeeded, "notification"))]);
        await App.AsProgram<JournalRoller>().RollAsync();
        await App.AsProgram<RankingKeeper>().RenewAsync(MetricsWindow.Hour, TestContext.Current.CancellationToken);
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });

        await Page.GotoAsync("/task-metrics");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Window" }).SelectOptionAsync("Past hour");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("75 %");
        await Accessible.AssertAsync(Page);
        await Page.GetByText("Show as a table").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "Runs over time" })).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);

        await Page.GotoAsync("/task-metrics?window=hour&sort=failureRate");
        var rows = Page.GetByRole(AriaRole.Table, new() { Name = "By task", Exact = true }).GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Cell) });
        await Expect(rows.First).ToContainTextAsync("Fails often");
        await rows.First.GetByRole(AriaRole.Link, new() { Name = "Fails often", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Fails often" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Its runs" })).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        if (width == 390)
            Assert.Equal(0, await Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"));
    }

    private async Task<Guid> CreateAsync(string title) => (await App.Tasks.CreateAsync(
        new TaskDraft { Title = title, Type = "notification", UserEmail = "kim@example.org", Schedule = new() { Kind = "once", At = "2126-01-01T00:00:00Z" } }, TestContext.Current.CancellationToken)).Value!.Task.Id;
}
