using Bunit;
using Microsoft.AspNetCore.Components;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Layout;

public sealed class PageBoundaryTests : ComponentTest
{
    private bool broken = true;

    [Fact]
    public void A_page_that_fails_is_replaced_by_words_and_can_be_tried_again()
    {
        RenderFragment page = content => content.AddContent(0, broken ? throw new InvalidOperationException("broken") : "All is well");
        var boundary = Render<PageBoundary>(parameters => parameters.AddChildContent(page));
        Assert.Contains("This page ran into a problem", boundary.Find("[role=alert]").TextContent);

        broken = false;
        boundary.Find("button").Click();

        Assert.Contains("All is well", boundary.Markup);
    }
}
