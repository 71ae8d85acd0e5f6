using Bunit;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Layout;

public sealed class ThemeButtonTests : ComponentTest
{
    [Theory]
    [InlineData("light", "Switch to dark")]
    [InlineData("dark", "Switch to light")]
    public void The_theme_button_says_what_it_will_switch_to(string theme, string label)
    {
        JSInterop.Setup<string>("taskScheduler.theme.watch", _ => true).SetResult(theme);

        var button = Render<ThemeButton>();

        Assert.Contains(label, button.Find("button").TextContent);
    }

    [Fact]
    public async Task The_theme_button_follows_a_change_made_elsewhere()
    {
        JSInterop.Setup<string>("taskScheduler.theme.watch", _ => true).SetResult("light");
        var button = Render<ThemeButton>();

        await button.InvokeAsync(() => button.Instance.ThemeChanged("dark"));

        Assert.Contains("Switch to light", button.Find("button").TextContent);
    }
}
