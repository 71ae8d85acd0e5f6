using Microsoft.Playwright;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Monitoring;

/// <summary>Somebody keeps an eye on things: from the first visit to the moment at which something goes wrong and is put right.</summary>
public sealed class OverviewJourney(SharedBrowser browser) : Journey(browser)
{
    private readonly ScriptedTaskType work = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override ValueTask InitializeAsync()
    {
        App.With(work);
        return base.InitializeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task What_happens_is_seen_without_a_click_and_what_fails_is_tried_again_from_there(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync("/overview");
        await Expect(Page.GetByText("Nothing is scheduled yet")).ToBeVisibleAsync();
        await Accessible.AssertNothingAsync(Page);

        var gate = new Gate();
        work.Script = gate.HoldAsync;
        await CreateAsync("Long export");
        await gate.Arrived;
        await Expect(Section("Running")).ToContainTextAsync("Long export");
        work.Script = (_, _) => Task.FromResult(Performance.Failed("Order 17 was not found.") with { IsFinal = true });
        await CreateAsync("Import orders");
        var failing = Section("Failing").GetByRole(AriaRole.Listitem);
        await Expect(failing).ToContainTextAsync("Order 17 was not found.");
        await Accessible.AssertNothingAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        var again = failing.GetByRole(AriaRole.Button, new() { Name = "Run now: Import orders" });
        await again.FocusAsync();
        gate.Open();
        await Expect(Section("Running")).ToContainTextAsync("Nothing runs");
        await Expect(again).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("“Import orders” is due now.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Failing" })).ToHaveCountAsync(0);
    }

    private ILocator Section(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private async Task CreateAsync(string title)
    {
        var created = await App.Tasks.CreateAsync(new TaskDraft { Title = title, Type = "scripted", Schedule = new() { Kind = "immediate" }, Execution = new() { Retry = new() { Kind = "fixed", Wait = "PT10S", Retries = 1 } } }, Cancel);
        Assert.Empty(created.Faults);
    }
}
