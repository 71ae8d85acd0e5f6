using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace TaskScheduler.Tests.Support.Browser;

/// <summary>One Chromium for the whole test run, started by the first test that needs it.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(StartAsync);

    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) =>
        await (await started.Value).Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated)
            return;

        var (playwright, browser) = await started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            // Without the sandbox, which Chromium refuses to set up for root; and without calls home, which a test run should not make.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"],
        });
        // A slow machine is not a failed test; an expectation ends as soon as it is met.
        Assertions.SetDefaultExpectTimeout(15_000);
        return (playwright, browser);
    }
}
