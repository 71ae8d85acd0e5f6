using System.Text.Json.Nodes;
using Bunit;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks.Editing;

public sealed class TaskEditorTests : PageTest
{
    private static readonly TaskDraft call = new()
    {
        Title = "Call home",
        Type = "http",
        Payload = new JsonObject { ["url"] = "https://example.com/", ["method"] = "POST", ["headers"] = new JsonObject { ["X-Key"] = "abc" } },
        Schedule = Daily,
    };

    [Fact]
    public async Task A_task_is_created_with_what_was_written()
    {
        var page = Open("tasks?edit=new");

        page.Find("#field-title").Input("Water the plants");
        page.Find("#field-userEmail").Change("kim@example.com");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("“Water the plants” was created.", page.Find(".notice").TextContent));
        var created = Assert.Single((await Engine.Tasks.ListAsync(new(new()), Cancel)).Items);
        Assert.Equal(("Water the plants", "kim@example.com"), (created.Task.Title, created.Task.UserEmail));
        Assert.Empty(page.FindAll("dialog"));
    }

    [Fact]
    public void Every_fault_stands_at_its_field_and_is_tied_to_it()
    {
        var page = Open("tasks?edit=new");
        Choose(page, "HTTP request");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#field-title").GetAttribute("aria-invalid")));
        Assert.Contains("field-title-fault", page.Find("#field-title").GetAttribute("aria-describedby"));
        Assert.NotEmpty(page.Find("#field-title-fault").TextContent.Trim());
        Assert.NotEmpty(page.Find("#field-payload-url-fault").TextContent.Trim());
        Assert.Single(JSInterop.Invocations, call => call.Identifier == "taskScheduler.dialogs.focusFirstFault");
    }

    [Fact]
    public void A_fault_goes_away_once_its_field_is_changed()
    {
        var page = Open("tasks?edit=new");
        page.Find("form").Submit();
        page.WaitForElement("#field-title-fault");

        page.Find(".field:has(#field-title)").Change("Water the plants");

        Assert.Empty(page.FindAll("#field-title-fault"));
    }

    [Fact]
    public async Task The_form_of_a_type_shows_its_payload()
    {
        var page = Open($"tasks?edit={await CreateAsync(call)}");

        Assert.Equal("https://example.com/", page.Find("#field-payload-url").GetAttribute("value"));
        Assert.Equal("POST", page.Find("#field-payload-method").GetAttribute("value"));
        Assert.Equal(["X-Key", "abc"], page.FindAll(".pair input").Select(input => input.GetAttribute("value")));
    }

    [Fact]
    public async Task An_unchanged_task_that_is_saved_stays_as_it_was()
    {
        var id = await CreateAsync(call);
        var page = Open($"tasks?edit={id}");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("was saved", page.Find(".notice").TextContent));
        var task = (await Engine.Tasks.FindAsync(id, Cancel))!.Task;
        Assert.Equal(TaskDraft.Of(task) with { Payload = null, Tags = null, Description = null, TimeLimit = null, Execution = null, Notify = null }, call with { Payload = null });
        Assert.True(JsonNode.DeepEquals(call.Payload, JsonNode.Parse(task.Payload)));
    }

    [Fact]
    public async Task Closing_with_unsaved_changes_asks_and_going_back_keeps_them()
    {
        var page = Open($"tasks?edit={await CreateAsync(call)}");
        page.Find("#field-title").Input("Call somebody else");

        page.Find("dialog [aria-label='Close']").Click();
        page.WaitForAssertion(() => Assert.Contains("Discard your changes?", page.Markup));
        page.Find("[role=alertdialog] [data-first]").Click();

        Assert.Equal("Call somebody else", page.Find("#field-title").GetAttribute("value"));
        Assert.Contains("edit=", Navigation.Uri);
    }

    [Fact]
    public async Task Discarding_closes_the_dialog()
    {
        var page = Open($"tasks?edit={await CreateAsync(call)}");
        page.Find("#field-title").Input("Call somebody else");

        page.Find("dialog [aria-label='Close']").Click();
        page.WaitForElement("[role=alertdialog] .danger").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")));
    }

    [Fact]
    public async Task Closing_without_changes_asks_nothing()
    {
        var page = Open($"tasks?edit={await CreateAsync(call)}");

        page.Find("dialog [aria-label='Close']").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")));
    }

    [Fact]
    public async Task A_duplicate_is_a_new_task_with_the_same_definition()
    {
        var page = Open($"tasks?edit=new&copyOf={await CreateAsync(call)}");
        Assert.Equal("Call home (copy)", page.Find("#field-title").GetAttribute("value"));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("was created", page.Find(".notice").TextContent));
        Assert.Equal(2, (await Engine.Tasks.ListAsync(new(new() { Type = "http" }), Cancel)).Total);
    }

    [Fact]
    public void A_link_to_a_deleted_task_says_so() =>
        Assert.Contains("This task does not exist any more", Open($"tasks?edit={Guid.NewGuid()}").Find("dialog").TextContent);

    [Fact]
    public void Tags_are_added_with_Enter_and_taken_away_by_their_button()
    {
        var page = Open("tasks?edit=new");
        page.Find(".tags-field input").Input("garden, house");
        page.Find(".tags-field input").KeyDown("Enter");

        page.Find("[aria-label='Remove tag garden']").Click();

        Assert.StartsWith("house", Assert.Single(page.FindAll(".tags-field .tag")).TextContent);
    }

    private static void Choose(IRenderedComponent<TasksPage> page, string type) =>
        page.FindAll(".type-cards label").Single(label => label.TextContent.Contains(type)).QuerySelector("input")!.Change(true);

    private async Task<Guid> CreateAsync(TaskDraft draft) => (await Engine.Tasks.CreateAsync(draft, Cancel)).Value!.Task.Id;

    private IRenderedComponent<TasksPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form, dialog .empty-state");
        return page;
    }
}
