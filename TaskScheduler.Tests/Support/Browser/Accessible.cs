using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TaskScheduler.Tests.Support.Browser;

internal static class Accessible
{
    /// <summary>Fails on whatever axe finds serious, with what it is and where.</summary>
    public static Task AssertAsync(IPage page) => AssertNoneAsync(page, violation => violation.Impact is "serious" or "critical");

    /// <summary>Fails on whatever axe finds at all.</summary>
    public static Task AssertNothingAsync(IPage page) => AssertNoneAsync(page, _ => true);

    private static async Task AssertNoneAsync(IPage page, Func<AxeResultItem, bool> counts)
    {
        var found = (await page.RunAxe()).Violations.Where(counts)
            .Select(violation => $"{violation.Id} at {string.Join(" and ", violation.Nodes.Select(node => $"{node.Html}: {string.Join(' ', node.Any.Select(check => check.Message))}"))}").ToList();

        // Not Assert.Empty, which cuts what it shows.
        Assert.True(found.Count == 0, $"{page.Url}: {string.Join('\n', found)}");
    }
}
