using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TaskScheduler.Tests.Support.Browser;

internal static class Accessible
{
    /// <summary>Fails on whatever axe finds serious, with what it is and where.</summary>
    public static async Task AssertAsync(IPage page)
    {
        var found = await page.RunAxe();
        var serious = found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id} at {string.Join(" and ", violation.Nodes.Select(node => $"{node.Html}: {string.Join(' ', node.Any.Select(check => check.Message))}"))}").ToList();

        // Not Assert.Empty, which cuts what it shows.
        Assert.True(serious.Count == 0, $"{page.Url}: {string.Join('\n', serious)}");
    }
}
