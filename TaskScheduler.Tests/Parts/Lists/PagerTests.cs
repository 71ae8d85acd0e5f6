using Bunit;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Tests.Parts.Lists;

public sealed class PagerTests : ComponentTest
{
    [Fact]
    public void The_pager_says_which_part_of_how_many_is_shown_and_links_to_the_next()
    {
        var pager = PagerOn(page: 2, total: 1204);

        Assert.Contains("26–50 of 1,204", pager.Find(".range").TextContent);
        Assert.Equal("?page=3", pager.Find("[aria-label='Next page']").GetAttribute("href"));
        Assert.Equal("?page=49", pager.Find("[aria-label='Last page']").GetAttribute("href"));
    }

    [Fact]
    public void The_first_page_leads_to_no_earlier_one() =>
        Assert.Empty(PagerOn(page: 1, total: 60).FindAll("[aria-label='Previous page']"));

    [Fact]
    public void The_last_page_ends_with_the_last_row_and_leads_no_further()
    {
        var pager = PagerOn(page: 3, total: 60);

        Assert.Contains("51–60 of 60", pager.Find(".range").TextContent);
        Assert.Empty(pager.FindAll("[aria-label='Next page']"));
    }

    private IRenderedComponent<Pager> PagerOn(int page, int total) => Render<Pager>(parameters => parameters
        .Add(pager => pager.Page, page)
        .Add(pager => pager.PageSize, 25)
        .Add(pager => pager.Total, total)
        .Add(pager => pager.AddressOf, target => $"?page={target}"));
}
