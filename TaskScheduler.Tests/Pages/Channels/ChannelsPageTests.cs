using AngleSharp.Dom;
using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Web.Pages.Channels;

namespace TaskScheduler.Tests.Pages.Channels;

public sealed class ChannelsPageTests : PageTest
{
    private const string Address = "https://hooks.example.com/services/very-secret";

    private ChannelStore Store => Engine.Get<ChannelStore>();

    [Fact]
    public async Task A_channel_is_added_tested_and_its_address_is_nowhere_on_the_page()
    {
        var page = Render<ChannelsPage>();
        page.WaitForAssertion(() => Assert.Contains("No channels yet", page.Markup, StringComparison.Ordinal));

        await Button(page, "Add channel").ClickAsync(new());
        await page.Find("#field-name").ChangeAsync("Operations");
        await page.Find("#field-kind").ChangeAsync("slack");
        await page.Find("#field-address").ChangeAsync(Address);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Slack at hooks.example.com", page.Find(".rows").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("very-secret", page.Markup, StringComparison.Ordinal);
        await page.Find("[aria-label='Send a test to Operations']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("on its way", page.Find(".notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var page = Render<ChannelsPage>();

        await Button(page, "Add channel").ClickAsync(new());
        await page.Find("#field-address").ChangeAsync("hooks");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("http or https", page.Find("#field-address-fault").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find("#field-name-fault"));
    }

    [Fact]
    public async Task A_channel_is_renamed_without_its_address_and_deleted_after_a_question()
    {
        await Store.CreateAsync(new() { Name = "Operations", Kind = "discord", Address = Address });
        var page = Render<ChannelsPage>();

        await page.Find("[aria-label='Edit Operations']").ClickAsync(new());
        await page.Find("#field-name").ChangeAsync("On call");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("On call", page.Find(".rows").TextContent, StringComparison.Ordinal));
        page.Find("[aria-label='Delete On call']").Click();
        await page.Find("dialog .danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("No channels yet", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Operator, "Operations")]
    [InlineData(Role.Viewer, "For those who write tasks")]
    public async Task Others_than_administrators_change_nothing(Role role, string seen)
    {
        await Store.CreateAsync(new() { Name = "Operations", Kind = "teams", Address = Address });
        Engine.Caller.Becomes("kim@example.org", role);

        var page = Render<ChannelsPage>();

        page.WaitForAssertion(() => Assert.Contains(seen, page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
    }

    private static IElement Button(IRenderedComponent<ChannelsPage> page, string words) => page.FindAll("button").First(button => button.TextContent.Contains(words, StringComparison.Ordinal));
}
