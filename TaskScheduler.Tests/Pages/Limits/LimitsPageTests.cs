using Bunit;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Tests.Runs.Limits;
using TaskScheduler.Web.Pages.Limits;

namespace TaskScheduler.Tests.Pages.Limits;

public sealed class LimitsPageTests : PageTest
{
    [Fact]
    public async Task A_limit_is_added_saved_and_shown_with_what_runs_and_waits_under_it()
    {
        var work = HeldWork.In(Engine);
        var page = Render<LimitsPage>();

        await ClickAsync(page, "Limit a task type");
        await page.Find("select").ChangeAsync("scripted");
        await page.FindAll("input[type=number]")[0].ChangeAsync("1");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("0 running, 0 waiting", page.Find(".use").TextContent, StringComparison.Ordinal));
        await work.AddAsync("First");
        await work.AddAsync("Second");

        page.WaitForAssertion(() => Assert.Contains("1 running, 1 waiting", page.Find(".use").TextContent, StringComparison.Ordinal));
        await work.SettledAsync(running: 1, waiting: 1);
        work.EndAll();
        await Engine.EndedAsync(2);
    }

    [Fact]
    public async Task A_fault_stands_at_its_field_and_nothing_is_saved()
    {
        var page = Render<LimitsPage>();

        await ClickAsync(page, "Limit a tag");
        await page.FindAll("input[type=number]")[0].ChangeAsync("0");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".field-fault").Count));
        Assert.Empty(Engine.Get<LimitStore>().List().Value!);
    }

    [Fact]
    public async Task A_limit_is_taken_away()
    {
        await Engine.Get<LimitStore>().ReplaceAsync([HeldWork.OfType(1)]);
        var page = Render<LimitsPage>();

        await page.Find("[aria-label='Remove the limit of scripted']").ClickAsync(new());
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Empty(Engine.Get<LimitStore>().List().Value!));
    }

    [Fact]
    public void Others_are_told_that_it_is_for_administrators()
    {
        Engine.Caller.Becomes("Olga", Core.Access.Role.Operator);

        Assert.Contains("Administrators only", Render<LimitsPage>().Find(".empty-state").TextContent, StringComparison.Ordinal);
    }

    private static Task ClickAsync(IRenderedComponent<LimitsPage> page, string words) =>
        page.FindAll("button").Single(button => button.TextContent.Contains(words, StringComparison.Ordinal)).ClickAsync(new());
}
