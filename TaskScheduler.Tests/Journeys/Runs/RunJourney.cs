using Microsoft.Playwright;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Runs;

public sealed class RunJourney(SharedBrowser browser) : Journey(browser)
{
    /// <summary>What must stay text, and what must not be able to hide or turn other text.</summary>
    private static readonly string[] hostile =
    [
        "<script>document.title = 'taken over'</script>", "<img src=x onerror=\"document.title = 'taken over'\">", "</span></div><h1>Not a heading</h1>",
        "javascript:alert(1)", "&lt;b&gt;", "{{7*7}} @(1 + 1) ${1 + 1}", "\e[2J\e[1;1Hclears nothing", "\e]0;taken over\aafter a title", "\e]8;;javascript:alert(1)\e\\no link\e]8;;\e\\",
        "\e[38;2;1;2;3;url(x)mno colour", "abc\u202Egnp.exe", "\u2066isolated\u2069", "CR\r\nLF", "never ended \e[", "\e]0;never ended", "style\" onmouseover=\"document.title = 'taken over'",
    ];

    private readonly ScriptedTaskType work = new();
    private readonly Gate gate = new();

    private ILocator Box => Page.GetByRole(AriaRole.Region, new() { Name = "Output, line by line" });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override ValueTask InitializeAsync()
    {
        App.With(work);
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Output_grows_while_it_is_followed_and_stays_where_somebody_has_scrolled_to()
    {
        await GoAsync(string.Concat(Enumerable.Range(1, 1_000).Select(line => $"line {line}\n")));
        await Expect(Box.GetByText("line 1000", new() { Exact = true })).ToBeInViewportAsync();

        await work.Performed[0].Output.WriteAsync("line 1001\n", Cancel);
        await Expect(Box.GetByText("line 1001", new() { Exact = true })).ToBeInViewportAsync();
        await Box.HoverAsync();
        await Page.Mouse.WheelAsync(0, -1_000);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Follow" })).ToHaveAttributeAsync("aria-pressed", "false");
        var seen = await Box.EvaluateAsync<string>("box => document.elementFromPoint(box.getBoundingClientRect().left + 90, box.getBoundingClientRect().top + 60).closest('.output-row').innerText");
        await work.Performed[0].Output.WriteAsync("line 1002\n", Cancel);
        await Expect(Page.GetByText("1,002 lines")).ToBeVisibleAsync();
        Assert.Equal(seen, await Box.EvaluateAsync<string>("box => document.elementFromPoint(box.getBoundingClientRect().left + 90, box.getBoundingClientRect().top + 60).closest('.output-row').innerText"));

        await Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Expect(Box.GetByText("line 1002", new() { Exact = true })).ToBeInViewportAsync();
        gate.Open();
        await Expect(Page.Locator(".run-lead").GetByText("Succeeded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Scrolling_reaches_every_line_of_a_long_output_and_the_browser_never_holds_many()
    {
        await GoAsync(string.Concat(Enumerable.Range(1, 20_000).Select(line => $"line {line} {new string('.', 30)}\n")));
        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search in the output" }).FillAsync("line 10000 ");

        await Expect(Page.Locator(".output-found")).ToHaveTextAsync("1 of 1");
        await Expect(Box.GetByText("line 10000 ")).ToBeInViewportAsync();
        await Box.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        await Expect(Box.Locator("[data-line='9650']")).ToHaveCountAsync(1);
        Assert.True(await Box.Locator(".output-row").CountAsync() <= 400);
        gate.Open();
    }

    [Fact]
    public async Task Hostile_output_is_text_and_colours_are_colours()
    {
        await GoAsync(string.Join('\n', hostile) + "\n\e[31mred\e[0m \e[1;4;38;2;0;90;200mtrue blue\e[0m \e[48;5;226;97mon yellow\e[0m\nlast\n", "<i>gpj.\u202Eexe</i>");
        await Expect(Box.GetByText("last", new() { Exact = true })).ToBeVisibleAsync();

        Assert.DoesNotContain("taken over", await Page.TitleAsync(), StringComparison.Ordinal);
        await Expect(Page.Locator("h1")).ToHaveTextAsync("<i>gpj.‹U+202E›exe</i>");
        Assert.Equal(0, await Box.Locator("script, img, a, h1, b, i").CountAsync());
        foreach (var kept in new[] { "<script>document.title = 'taken over'</script>", "&lt;b&gt;", "{{7*7}} @(1 + 1) ${1 + 1}", "clears nothing", "after a title", "no link", "no colour", "abc‹U+202E›gnp.exe", "never ended" })
            await Expect(Box.GetByText(kept).First).ToBeVisibleAsync();
        await Expect(Box.GetByText("red", new() { Exact = true })).ToHaveCSSAsync("color", "rgb(179, 38, 30)");
        await Expect(Box.GetByText("true blue")).ToHaveCSSAsync("font-weight", "700");
        await Expect(Box.GetByText("on yellow")).ToHaveCSSAsync("background-color", "rgb(255, 255, 0)");
        await Accessible.AssertAsync(Page);
        // Colours that are on their way to others have no contrast to be judged.
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await Expect(Box).ToHaveCSSAsync("color", "rgb(227, 231, 237)");
        await Expect(Box.GetByText("last", new() { Exact = true })).ToHaveCSSAsync("color", "rgb(227, 231, 237)");
        await Accessible.AssertAsync(Page);
        gate.Open();
    }

    /// <summary>Opens the page of a run that has put this out and goes on.</summary>
    private async Task GoAsync(string output, string title = "Talk")
    {
        work.Script = async (run, stop) =>
        {
            await run.Output.WriteAsync(output, stop);
            return await gate.HoldAsync(run, stop);
        };
        var task = await App.Tasks.CreateAsync(new TaskDraft { Title = title, Type = "scripted", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *" } }, Cancel);
        var run = await App.Tasks.RunNowAsync(task.Value!.Task.Id, Cancel);
        await Page.GotoAsync($"/runs/{run.Value!.Id}");
    }
}
