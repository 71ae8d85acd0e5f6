using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.DeadLetters;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Overview;

namespace TaskScheduler.Tests.Pages.Overview;

public sealed class OverviewPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Engine.Get<OverviewStore>());
    }

    [Fact]
    public void A_fresh_program_says_what_to_do_first()
    {
        var page = Render<OverviewPage>();

        Assert.Contains("Nothing is scheduled yet", page.Find(".empty-state").TextContent, StringComparison.Ordinal);
        Assert.Equal("tasks?edit=new", page.Find(".empty-state a").GetAttribute("href"));
        Assert.NotEmpty(page.FindAll(".health li"));
    }

    [Fact]
    public async Task What_runs_appears_and_goes_by_itself()
    {
        await TaskAsync("Nightly import");
        var page = Render<OverviewPage>();
        Assert.Contains("Nothing runs at the moment", page.Markup, StringComparison.Ordinal);
        var gate = new Gate();
        Engine.Work.Script = gate.HoldAsync;

        await Engine.CreateAsync(new() { Kind = "immediate" }, "Long export");
        await gate.Arrived;

        page.WaitForAssertion(() => Assert.Contains("Long export", page.Find("[aria-labelledby=overview-running]").TextContent, StringComparison.Ordinal));
        gate.Open();
        page.WaitForAssertion(() => Assert.Contains("Nothing runs at the moment", page.Find("[aria-labelledby=overview-running]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_task_says_how_often_and_why_and_is_tried_again()
    {
        await DeadRuns.AddAsync(Engine, "Import orders", "Order 17 was not found.");
        var page = Render<OverviewPage>();
        var failing = page.Find("[aria-labelledby=overview-failing] li");
        Assert.Contains("×1", failing.TextContent, StringComparison.Ordinal);
        Assert.Contains("Order 17 was not found.", failing.TextContent, StringComparison.Ordinal);
        Assert.Contains("has never succeeded", failing.TextContent, StringComparison.Ordinal);
        Engine.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());

        await page.Find("[aria-label^='Retry the last run']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-labelledby=overview-failing]")));
        Assert.Contains("is tried again", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(RunState.Succeeded, Assert.Single(await Engine.EndedAsync()).State);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_else()
    {
        await DeadRuns.AddAsync(Engine, "Import orders", "It broke.");
        Engine.Caller.Becomes("Vera", Role.Viewer);

        var page = Render<OverviewPage>();

        Assert.Empty(page.FindAll("button"));
        Assert.Empty(page.FindAll(".page-header .actions a"));
        Assert.Contains("1 dead letter", page.Find("[aria-labelledby=overview-attention]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_it_ends_its_subscription()
    {
        var before = Engine.Feed.SubscriptionCount;
        Render<OverviewPage>();
        Assert.Equal(before + 1, Engine.Feed.SubscriptionCount);

        await DisposeComponentsAsync();

        Assert.Equal(before, Engine.Feed.SubscriptionCount);
    }
}
