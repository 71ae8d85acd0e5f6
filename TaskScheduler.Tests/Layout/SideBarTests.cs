using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Tests.Pages;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Layout;

public sealed class SideBarTests : SignedInPageTest
{
    [Fact]
    public void Sections_stand_in_lists_that_have_a_heading()
    {
        var bar = Render<SideBar>();

        var groups = bar.FindAll("nav ul");
        Assert.Equal(["Work", "Monitor", "Setup"], groups.Select(list => bar.Find($"#{list.GetAttribute("aria-labelledby")}").TextContent));
        Assert.Contains("Forecast", groups[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_which_nothing_may_be_seen_has_no_heading()
    {
        Services.AddSingleton<ICaller>(new Nobody());

        Assert.Empty(Render<SideBar>().FindAll("nav h2"));
    }

    private sealed class Nobody : ICaller
    {
        public Actor Actor => Actor.Nobody;
    }
}
