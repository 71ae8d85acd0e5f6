using System.Text.Json.Nodes;
using Bunit;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Tasks.Editing;

namespace TaskScheduler.Tests.Pages.Tasks.Editing;

public sealed class PayloadFormTests : ComponentTest
{
    private static readonly TaskTypeDescription type = new("kinds", "Kinds", "Has one field of each kind.", "science",
    [
        new("words", "Words", PayloadFieldKind.Texts),
        new("loud", "Loud", PayloadFieldKind.Switch),
        new("times", "Times", PayloadFieldKind.Number) { Minimum = 1, Maximum = 10 },
    ]);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"words":["","a\nb","-x"],"loud":true,"times":3}""")]
    [InlineData("""{"loud":false}""")]
    public void What_nobody_touches_stays_as_it_was(string json) =>
        Assert.Equal(json, PayloadEdit.Of(type, JsonNode.Parse(json)!.AsObject()).ToJson().ToJsonString());

    [Fact]
    public void Entries_are_added_written_and_removed()
    {
        var edit = PayloadEdit.Of(type, JsonNode.Parse("""{"words":["one","two"]}""")!.AsObject());
        var form = Shown(edit);

        form.Find("[aria-label='Remove entry 1']").Click();
        form.Find("#field-payload-words").Click();
        form.Find("#field-payload-words").Click();
        form.Find("[aria-label='Words: entry 3']").Change("line 1\r\nline 2");

        Assert.Equal("""{"words":["two","","line 1\nline 2"]}""", edit.ToJson().ToJsonString());
    }

    [Fact]
    public void A_switch_is_a_checkbox_with_its_label()
    {
        var edit = PayloadEdit.Of(type, []);
        var form = Shown(edit);

        form.Find("input[type=checkbox]#field-payload-loud").Change(true);

        Assert.Equal("""{"loud":true}""", edit.ToJson().ToJsonString());
        Assert.Equal("Loud", form.Find("label[for=field-payload-loud]").TextContent.Trim());
    }

    [Theory]
    [InlineData("7", """{"times":7}""")]
    [InlineData("", """{}""")]
    [InlineData("1.5", """{"times":"1.5"}""")]
    public void A_number_is_written_as_one_and_what_is_none_is_left_to_the_rules(string written, string expected)
    {
        var edit = PayloadEdit.Of(type, []);

        Shown(edit).Find("input[type=number]").Change(written);

        Assert.Equal(expected, edit.ToJson().ToJsonString());
    }

    private IRenderedComponent<PayloadForm> Shown(PayloadEdit edit) => Render<PayloadForm>(form => form.Add(shown => shown.Payload, edit));
}
