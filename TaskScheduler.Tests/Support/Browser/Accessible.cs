using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TaskScheduler.Tests.Support.Browser;

internal static class Accessible
{
    /// <summary>Fails on whatever axe finds serious, with what it is and where.</summary>
    public static async Task AssertAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{page.Url}: {violation.Id} at {string.Join(" and ", violation.Nodes.Select(node => node.Html))}"));
    }
}
