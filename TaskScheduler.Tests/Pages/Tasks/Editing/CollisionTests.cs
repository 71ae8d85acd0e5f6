using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Bunit;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks.Editing;

/// <summary>Two people edit the same task; the one who saves second is told and chooses.</summary>
public sealed class CollisionTests : PageTest
{
    private static readonly TaskDraft call = new()
    {
        Title = "Call home",
        Type = "http",
        Payload = new JsonObject { ["url"] = "https://example.com/", ["headers"] = new JsonObject { ["X-Key"] = "S3CRET-1" } },
        Schedule = Daily,
    };

    [Fact]
    public async Task The_second_editor_sees_who_changed_what_beside_their_own_and_nothing_is_saved()
    {
        var id = await CreateAsync();
        var page = await CollideAsync(id, call with { Title = "Theirs", Description = "More" }, form => form.Find("#field-title").Input("Mine"));

        Assert.Contains("Kim changed the title and the description just now. Nothing of yours has been saved.", page.Find(".collision").TextContent);
        Assert.Equal(["Title", "Theirs", "Mine"], Cells(page.FindAll(".collision table")[0]));
        Assert.Equal(["Description", "—", "More"], Cells(page.FindAll(".collision table")[1]));
        Assert.DoesNotContain(page.FindAll(".collision button"), button => button.TextContent.Contains("Combine"));
        Assert.Equal(("Theirs", 2), await StoredAsync(id));
    }

    [Fact]
    public async Task Theirs_can_be_loaded()
    {
        var id = await CreateAsync();
        var page = await CollideAsync(id, call with { Title = "Theirs" }, form => form.Find("#field-title").Input("Mine"));

        Choose(page, "Load theirs");

        page.WaitForAssertion(() => Assert.Equal("Theirs", page.Find("#field-title").GetAttribute("value")));
        Assert.Empty(page.FindAll(".collision"));
    }

    [Fact]
    public async Task Mine_can_be_saved_over_theirs()
    {
        var id = await CreateAsync();
        var page = await CollideAsync(id, call with { Title = "Theirs" }, form => form.Find("#field-title").Input("Mine"));

        Choose(page, "Save mine over it");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")));
        Assert.Equal(("Mine", 3), await StoredAsync(id));
    }

    [Fact]
    public async Task A_third_editor_who_saved_meanwhile_is_not_overwritten_unseen()
    {
        var id = await CreateAsync();
        var page = await CollideAsync(id, call with { Title = "Theirs" }, form => form.Find("#field-title").Input("Mine"));
        Engine.Caller.Becomes("Anna");
        await Engine.Tasks.ReplaceAsync(id, call with { Title = "Of a third" }, null, Cancel);

        Choose(page, "Save mine over it");

        page.WaitForAssertion(() => Assert.Contains("Anna changed the title", page.Find(".collision").TextContent));
        Assert.Equal(("Of a third", 3), await StoredAsync(id));
    }

    [Fact]
    public async Task Changes_of_different_fields_are_combined()
    {
        var id = await CreateAsync();
        var page = await CollideAsync(id, call with { Description = "Theirs" }, form => form.Find("#field-title").Input("Mine"));

        Choose(page, "Combine both and save");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")));
        var task = (await Engine.Tasks.FindAsync(id, Cancel))!.Task;
        Assert.Equal(("Mine", "Theirs", 3), (task.Title, task.Description, task.Version));
        Assert.Contains("S3CRET-1", task.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_keeps_editing_keeps_what_was_written()
    {
        var page = await CollideAsync(await CreateAsync(), call with { Title = "Theirs" }, form => form.Find("#field-title").Input("Mine"));

        Choose(page, "Keep editing");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".collision")));
        Assert.Equal("Mine", page.Find("#field-title").GetAttribute("value"));
    }

    [Fact]
    public async Task A_secret_that_they_changed_is_named_and_not_shown()
    {
        var theirs = call with { Payload = new JsonObject { ["url"] = "https://example.com/", ["headers"] = new JsonObject { ["X-Key"] = "S3CRET-2" } } };
        var page = await CollideAsync(await CreateAsync(), theirs, form => form.Find("#field-title").Input("Mine"));

        Assert.Contains("Headers (X-Key)", page.Find(".collision").TextContent);
        Assert.DoesNotContain("S3CRET", page.Find(".collision").TextContent);
    }

    private static void Choose(IRenderedComponent<TasksPage> page, string words) => page.FindAll(".collision button").Single(button => button.TextContent == words).Click();

    private static IEnumerable<string> Cells(IElement table) => table.QuerySelectorAll("tbody th, tbody .value, tbody .none").Select(cell => cell.FirstChild!.TextContent);

    private async Task<Guid> CreateAsync() => (await Engine.Tasks.CreateAsync(call, Cancel)).Value!.Task.Id;

    private async Task<(string Title, int Version)> StoredAsync(Guid id) => (await Engine.Tasks.FindAsync(id, Cancel))!.Task is var task ? (task.Title, task.Version) : default;

    private async Task<IRenderedComponent<TasksPage>> CollideAsync(Guid id, TaskDraft theirs, Action<IRenderedComponent<TasksPage>> write)
    {
        Navigation.NavigateTo($"tasks?edit={id}");
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form");
        Engine.Caller.Becomes("Kim");
        await Engine.Tasks.ReplaceAsync(id, theirs, null, Cancel);
        write(page);
        page.Find("form").Submit();
        page.WaitForElement(".collision");
        return page;
    }
}
