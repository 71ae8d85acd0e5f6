using Bunit;
using TaskScheduler.Tests.Pages;
using TaskScheduler.Web.Parts.Commands;

namespace TaskScheduler.Tests.Parts.Commands;

public sealed class CommandPaletteTests : PageTest
{
    [Fact]
    public void A_few_letters_and_Enter_lead_to_a_page()
    {
        var palette = Render<CommandPalette>();

        palette.Find("input").Input("exec");
        palette.Find("input").KeyDown("Enter");

        Assert.EndsWith("/executed", Navigation.Uri);
    }

    [Fact]
    public async Task A_task_is_found_by_its_title()
    {
        var task = await TaskAsync("Water the plants");
        var palette = Render<CommandPalette>();

        palette.Find("input").Input("plant");
        palette.WaitForAssertion(() => Assert.Contains("Water the plants", palette.Find("[role=option]").TextContent));
        palette.Find("[role=option]").Click();

        Assert.EndsWith($"tasks?edit={task.Id}", Navigation.Uri);
    }

    [Fact]
    public void The_id_of_a_run_leads_to_its_page()
    {
        var (palette, run) = (Render<CommandPalette>(), Guid.NewGuid());

        palette.Find("input").Input($" {run}");
        palette.Find("input").KeyDown("Enter");

        Assert.EndsWith($"/runs/{run}", Navigation.Uri);
    }

    [Fact]
    public void The_arrow_keys_choose_among_the_commands()
    {
        var palette = Render<CommandPalette>();

        palette.Find("input").KeyDown("ArrowDown");
        palette.Find("input").KeyDown("ArrowDown");

        Assert.Contains("Go to Tasks", palette.Find("[aria-selected=true]").TextContent);
        Assert.Equal("command-2", palette.Find("input").GetAttribute("aria-activedescendant"));
    }
}
