using AngleSharp.Dom;
using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Pages.Alerts;

namespace TaskScheduler.Tests.Pages.Alerts;

public sealed class AlertsPageTests : PageTest
{
    private AlertRuleStore Store => Engine.Get<AlertRuleStore>();

    [Fact]
    public async Task A_rule_is_added_and_what_it_finds_appears_by_itself()
    {
        var task = await TaskAsync("Pay the rent");
        var page = Render<AlertsPage>();
        page.WaitForAssertion(() => Assert.Contains("All is well", page.Markup, StringComparison.Ordinal));

        await Button(page, "Add rule").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("A run failed", page.Find("[aria-labelledby=rules-title]").TextContent, StringComparison.Ordinal));
        Engine.Work.Script = (_, _) => Task.FromResult(Performance.Failed("No money."));
        await Engine.Tasks.RunNowAsync(task.Id, Cancel);

        page.WaitForAssertion(() => Assert.Contains("Failed: Pay the rent", page.Find("[aria-labelledby=incidents-title]").TextContent, StringComparison.Ordinal));
        Assert.Contains("No money.", page.Find("[aria-labelledby=incidents-title]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("runs/", page.Find("[aria-labelledby=incidents-title] a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field()
    {
        var page = Render<AlertsPage>();

        await Button(page, "Add rule").ClickAsync(new());
        await page.Find("#field-kind").ChangeAsync("mustFinishBy");
        await page.Find("#field-scope").ChangeAsync("tag");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("a time of day as 06:00", page.Find("#field-by-fault").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find("#field-tag-fault"));
    }

    [Fact]
    public async Task A_rule_is_changed_as_it_was_and_deleted_after_a_question()
    {
        await Store.CreateAsync(new() { Kind = "notSucceededSince", Scope = "tag", Tag = "backup", Since = "P1D", Tell = new() { Emails = ["kim@example.org"] } });
        var page = Render<AlertsPage>();

        await page.Find("[aria-label^='Edit: No run succeeded for 1 day']").ClickAsync(new());
        Assert.Equal(("P1D", "backup", "kim@example.org"), (page.Find("#field-since").GetAttribute("value"), page.Find("#field-tag").GetAttribute("value"), page.Find("#field-tell-emails").GetAttribute("value")));
        await page.Find("#field-since").ChangeAsync("P2D");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("[aria-label^='Delete: No run succeeded for 2 days']").Click();
        await page.Find("dialog .danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.DoesNotContain("No run succeeded", page.Find("[aria-labelledby=rules-title]").TextContent, StringComparison.Ordinal));
        Assert.Single(await Store.ListAsync(Cancel));
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing_and_leaving_ends_the_listening()
    {
        Engine.Caller.Becomes("viewer@example.org", Role.Viewer);
        var before = Engine.Feed.SubscriptionCount;
        var page = Render<AlertsPage>();

        page.WaitForAssertion(() => Assert.Contains("A run started more than 10 s late", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
        Assert.Equal(before + 1, Engine.Feed.SubscriptionCount);
        await DisposeComponentsAsync();

        Assert.Equal(before, Engine.Feed.SubscriptionCount);
    }

    private static IElement Button(IRenderedComponent<AlertsPage> page, string words) => page.FindAll("button").First(button => button.TextContent.Contains(words, StringComparison.Ordinal));
}
