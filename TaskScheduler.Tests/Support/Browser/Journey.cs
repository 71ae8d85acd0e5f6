using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TaskScheduler.Tests.Support.Browser;

/// <summary>
/// A test that uses the real program in a real browser. It fails on any error in the browser's console, and a failed one
/// leaves a screenshot and the log in artifacts/.
/// </summary>
public abstract class Journey(SharedBrowser browser) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> consoleErrors = new();
    private readonly List<IPage> pages = [];

    protected RunningApp App { get; } = new();

    protected IPage Page { get; private set; } = default!;

    protected virtual BrowserNewContextOptions Visitor => new() { ViewportSize = new() { Width = 1400, Height = 900 } };

    public virtual async ValueTask InitializeAsync()
    {
        App.Start();
        Page = await NewVisitorAsync(Visitor);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed || !consoleErrors.IsEmpty)
            await KeepEvidenceAsync();

        foreach (var page in pages)
            await page.Context.DisposeAsync();
        await App.DisposeAsync();
        Assert.Empty(consoleErrors);
        GC.SuppressFinalize(this);
    }

    /// <summary>For a test in which the browser has a reason to complain, such as a lost connection.</summary>
    protected void ForgetConsoleErrors() => consoleErrors.Clear();

    /// <summary>A further visitor of the same program, with cookies and settings of their own.</summary>
    protected async Task<IPage> NewVisitorAsync(BrowserNewContextOptions visitor)
    {
        var page = await NewStrangerAsync(visitor);
        await SignedIn.AsAdministratorAsync(App, page.Context);
        return page;
    }

    /// <summary>A visitor who has not signed in.</summary>
    protected async Task<IPage> NewStrangerAsync(BrowserNewContextOptions visitor)
    {
        visitor.BaseURL = App.Address.ToString();

        // Colours on their way from one to the other have contrasts of their own.
        visitor.ReducedMotion ??= ReducedMotion.Reduce;
        var page = await (await browser.NewContextAsync(visitor)).NewPageAsync();
        pages.Add(page);
        page.PageError += (_, error) => consoleErrors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                consoleErrors.Enqueue($"{message.Text} ({message.Location})");
        };
        return page;
    }

    /// <summary>Returns once the heading of the page that was gone to has the focus: until then it would take it from whatever else is given it.</summary>
    protected Task HeadingHasFocusAsync(string name) => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeFocusedAsync();

    private async Task KeepEvidenceAsync()
    {
        var name = $"{GetType().Name}.{TestContext.Current.TestMethod?.MethodName}";
        foreach (var (visitor, page) in pages.Index())
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}.{visitor}.png"), FullPage = true });
        await File.WriteAllLinesAsync(Path.Combine(Repository.Artifacts, $"{name}.log"), [.. App.Log.All, .. consoleErrors]);
    }
}
