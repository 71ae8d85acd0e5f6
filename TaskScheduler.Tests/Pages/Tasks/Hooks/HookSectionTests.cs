using Bunit;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks.Hooks;

public sealed class HookSectionTests : PageTest
{
    [Fact]
    public async Task An_address_is_made_shown_and_starts_the_task()
    {
        var task = await TaskAsync("Water the plants");
        var page = Open(task);
        Assert.DoesNotContain("It has a secret address", Section(page).TextContent);

        Button(page, "Create address").Click();

        var address = page.WaitForElement(".hook input").GetAttribute("value")!;
        Assert.StartsWith("http://localhost/hooks/", address);
        Assert.Contains("not shown again", Section(page).TextContent);
        Assert.True((await Engine.Hooks.StartAsync(address.Split('/')[^1], null, Cancel)).Succeeded);
    }

    [Fact]
    public async Task Who_opens_the_dialog_later_sees_that_there_is_an_address_but_not_which()
    {
        var task = await TaskAsync("Water the plants");
        var made = (await Engine.Hooks.RenewAsync(task.Id)).Value!;

        var page = Open(task);

        Assert.Contains("It has a secret address", Section(page).TextContent);
        Assert.Contains("It has not been used.", Section(page).TextContent);
        Assert.DoesNotContain(made.Secret, page.Markup);
    }

    [Fact]
    public async Task When_it_was_last_used_is_said()
    {
        var task = await TaskAsync("Water the plants");
        await Engine.Hooks.StartAsync((await Engine.Hooks.RenewAsync(task.Id)).Value!.Secret, null, Cancel);

        Assert.Contains("Last used", Section(Open(task)).TextContent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Renewing_asks_first(bool sure)
    {
        var task = await TaskAsync("Water the plants");
        var made = (await Engine.Hooks.RenewAsync(task.Id)).Value!;
        var page = Open(task);

        Button(page, "Renew address").Click();
        page.WaitForElement(sure ? "[role=alertdialog] .danger" : "[role=alertdialog] [data-first]").Click();

        page.WaitForAssertion(() => Assert.Equal(sure ? 1 : 0, page.FindAll(".hook input").Count));
        Assert.Equal(!sure, (await Engine.Hooks.StartAsync(made.Secret, null, Cancel)).Succeeded);
    }

    [Fact]
    public async Task An_address_is_removed_once_somebody_is_sure()
    {
        var task = await TaskAsync("Water the plants");
        await Engine.Hooks.RenewAsync(task.Id);
        var page = Open(task);

        Button(page, "Remove address").Click();
        page.WaitForElement("[role=alertdialog] .danger").Click();

        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Create address")));
        Assert.Null((await Engine.Hooks.FindAsync(task.Id, Cancel)).Value!.Hook);
    }

    [Theory]
    [InlineData(true, "Copied")]
    [InlineData(false, "press Ctrl+C")]
    public async Task The_address_is_copied_or_it_is_said_how_to(bool copies, string words)
    {
        JSInterop.Setup<bool>("taskScheduler.copy", _ => true).SetResult(copies);
        var page = Open(await TaskAsync("Water the plants"));
        Button(page, "Create address").Click();
        page.WaitForElement(".hook input");

        Button(page, "Copy").Click();

        page.WaitForAssertion(() => Assert.Contains(words, Section(page).TextContent));
    }

    [Fact]
    public async Task A_deleted_task_gets_no_address_and_the_dialog_says_so()
    {
        var task = await TaskAsync("Water the plants");
        var page = Open(task);
        await Engine.Tasks.DeleteAsync(task.Id, Cancel);

        Button(page, "Create address").Click();

        page.WaitForAssertion(() => Assert.Contains("There is no task with this id.", page.Find(".hook [role=alert]").TextContent));
    }

    [Fact]
    public void A_new_task_has_no_address_yet()
    {
        Navigation.NavigateTo("tasks?edit=new");
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form");

        Assert.Empty(page.FindAll(".hook"));
    }

    private static AngleSharp.Dom.IElement Section(IRenderedComponent<TasksPage> page) => page.Find("section.hook");

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<TasksPage> page, string words) =>
        page.FindAll(".hook button").Single(button => button.TextContent.Contains(words, StringComparison.Ordinal));

    private IRenderedComponent<TasksPage> Open(ScheduledTask task)
    {
        Navigation.NavigateTo($"tasks?edit={task.Id}");
        var page = Render<TasksPage>();
        page.WaitForElement(".hook-actions");
        return page;
    }
}
