using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Web.Pages.Definitions;

namespace TaskScheduler.Tests.Pages.Definitions;

public sealed class DefinitionsPageTests : PageTest
{
    private const string Changed = "tasks:\n  - title: Water the plants\n    type: scripted\n    schedule: { kind: cron, cron: 0 8 * * * }\n  - title: Call home\n    type: scripted\n    schedule: { kind: cron, cron: 0 7 * * * }\n";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Engine.Get<TaskDefinitions>()).AddSingleton(Engine.Get<CrontabImport>());
    }

    [Fact]
    public async Task A_file_is_shown_as_what_it_would_change_and_applied_on_a_click()
    {
        var task = await TaskAsync("Water the plants");
        var page = Open(Changed);

        Assert.Equal(["Add", "Change"], Marks(page));
        Assert.Contains("0 9 * * *", page.Find(".plan del").TextContent);
        Assert.Contains("0 8 * * *", page.Find(".plan ins").TextContent);
        Button(page, "Add 1, change 1").Click();

        page.WaitForAssertion(() => Assert.Equal(["Added", "Changed"], Marks(page)));
        Assert.Equal(2, (await Engine.Tasks.FindAsync(task.Id, Cancel))!.Task.Version);
    }

    [Fact]
    public void A_faulty_file_shows_its_faults_and_can_not_be_applied()
    {
        var page = Open(Changed.Replace("0 8", "0 88", StringComparison.Ordinal));

        Assert.Contains("Line 4", page.Find(".plan .fault").TextContent);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("Add 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changed_meanwhile_is_said_and_nothing_is_applied()
    {
        await TaskAsync("Water the plants");
        var page = Open(Changed);
        await TaskAsync("Call home");

        Button(page, "Add 1, change 1").Click();

        page.WaitForAssertion(() => Assert.Contains("look at the plan again", page.Find("[role=alert]").TextContent));
        Assert.Equal(2, (await Engine.Tasks.ListAsync(new(new()), Cancel)).Total);
    }

    [Fact]
    public async Task Removing_has_to_be_asked_for()
    {
        await TaskAsync("Feed the cat");
        var page = Open("tasks: []");
        Assert.Contains("Nothing would change", page.Markup);

        page.Find("input[type=checkbox]").Change(true);
        Button(page, "Show what would change").Click();

        page.WaitForAssertion(() => Assert.Equal(["Remove"], Marks(page)));
    }

    [Fact]
    public void A_crontab_is_shown_line_by_line()
    {
        var page = Render<DefinitionsPage>();
        page.FindAll("input[type=radio]")[1].Change(true);
        Upload(page, "0 2 * * * curl https://example.org/a\n@reboot start\n");

        page.WaitForAssertion(() => Assert.Equal(["Mapped", "Did not map", "Add"], Marks(page)));
    }

    [Fact]
    public void Nothing_to_import_is_said()
    {
        var page = Render<DefinitionsPage>();

        Button(page, "Show what would change").Click();

        page.WaitForAssertion(() => Assert.Contains("Choose a file", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task What_is_chosen_is_what_is_downloaded()
    {
        await TaskAsync("Water the plants", "home");
        var page = Render<DefinitionsPage>();

        page.FindAll("select")[2].Change("home");

        Assert.Equal("api/definitions?format=yaml&tag=home", page.Find("a[download]").GetAttribute("href"));
    }

    private IRenderedComponent<DefinitionsPage> Open(string file)
    {
        var page = Render<DefinitionsPage>();
        Upload(page, file);
        page.WaitForElement(".plan-heading");
        return page;
    }

    private static void Upload(IRenderedComponent<DefinitionsPage> page, string file)
    {
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(file, "tasks.yaml"));
        page.WaitForAssertion(() => Assert.Contains("tasks.yaml", page.Find(".drop-zone").TextContent));
        Button(page, "Show what would change").Click();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DefinitionsPage> page, string words) =>
        page.FindAll("button").Single(button => button.TextContent.Contains(words, StringComparison.Ordinal));

    private static IEnumerable<string> Marks(IRenderedComponent<DefinitionsPage> page) => page.FindAll(".plan .mark").Select(mark => mark.LastChild!.TextContent.Trim());
}
