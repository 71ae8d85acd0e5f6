using AngleSharp.Dom;
using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Pages.Secrets;

namespace TaskScheduler.Tests.Pages.Secrets;

public sealed class SecretsPageTests : PageTest
{
    [Fact]
    public async Task A_secret_is_added_and_its_value_is_nowhere_on_the_page()
    {
        var page = Render<SecretsPage>();
        Assert.Contains("No secrets yet", page.Markup, StringComparison.Ordinal);

        await Button(page, "Add secret").ClickAsync(new());
        await page.Find("#field-name").ChangeAsync("SHOP_KEY");
        await page.Find("#field-value").ChangeAsync("planted words");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("SHOP_KEY", page.Find(".rows").TextContent, StringComparison.Ordinal));
        Assert.Contains("{{secret:SHOP_KEY}}", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("planted words", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_too_short_is_refused_at_its_field()
    {
        var page = Render<SecretsPage>();

        await Button(page, "Add secret").ClickAsync(new());
        await page.Find("#field-name").ChangeAsync("SHOP_KEY");
        await page.Find("#field-value").ChangeAsync("abc");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("fewer than 4", page.Find("#field-value-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_deleted_after_a_question()
    {
        await Engine.Secrets.PutAsync("SHOP_KEY", "planted words");
        var page = Render<SecretsPage>();

        page.Find("[aria-label='Delete SHOP_KEY']").Click();
        await page.Find("dialog .danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("No secrets yet", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Operator, "SHOP_KEY")]
    [InlineData(Role.Viewer, "For those who write tasks")]
    public async Task Others_than_administrators_change_nothing(Role role, string seen)
    {
        await Engine.Secrets.PutAsync("SHOP_KEY", "planted words");
        Engine.Caller.Becomes("kim@example.org", role);

        var page = Render<SecretsPage>();

        page.WaitForAssertion(() => Assert.Contains(seen, page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
    }

    private static IElement Button(IRenderedComponent<SecretsPage> page, string words) => page.FindAll("button").First(button => button.TextContent.Contains(words, StringComparison.Ordinal));
}
