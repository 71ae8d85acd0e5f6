using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes;

/// <summary>Lists, switches, numbers and exit codes: how they are checked, described and kept from sight.</summary>
public class PayloadKindTests
{
    private static readonly TaskTypeDescription type = new("kinds", "Kinds", "Has one field of each kind.", "science",
    [
        new("words", "Words", PayloadFieldKind.Texts) { MaxTexts = 3, MaxLength = 5 },
        new("loud", "Loud", PayloadFieldKind.Switch) { Default = "false" },
        new("times", "Times", PayloadFieldKind.Number) { Minimum = 1, Maximum = 10, Default = "2" },
        new("codes", "Codes", PayloadFieldKind.ExitCodes) { Default = "0" },
    ]);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"words":null,"loud":null,"times":null,"codes":null}""")]
    [InlineData("""{"words":[],"loud":false,"times":1,"codes":"0"}""")]
    [InlineData("""{"words":["","a\nb","-x"],"loud":true,"times":10,"codes":"0, 2 - 4,255"}""")]
    [InlineData("""{"times":3.0}""")]
    public void A_payload_that_keeps_the_rules_has_no_faults(string json) => Assert.Empty(Faults(json));

    [Theory]
    [InlineData("""{"words":"a b"}""", "words", "Words has to be a JSON array of texts, as [\"one\", \"two\"].")]
    [InlineData("""{"words":["a",2]}""", "words", "Words: entry 2 has to be a text.")]
    [InlineData("""{"words":[null]}""", "words", "Words: entry 1 has to be a text.")]
    [InlineData("""{"words":["a\u0000"]}""", "words", "Words: entry 1 can't contain the NUL character.")]
    [InlineData("""{"words":["123456"]}""", "words", "Words: entry 1 may have at most 5 characters; it has 6.")]
    [InlineData("""{"words":["","","",""]}""", "words", "Words may have at most 3 entries; there are 4.")]
    [InlineData("""{"loud":"true"}""", "loud", "Loud has to be true or false, without quotes.")]
    [InlineData("""{"loud":1}""", "loud", "Loud has to be true or false, without quotes.")]
    [InlineData("""{"times":0}""", "times", "Times has to be a whole number from 1 to 10, without quotes.")]
    [InlineData("""{"times":11}""", "times", "Times has to be a whole number from 1 to 10, without quotes.")]
    [InlineData("""{"times":1.5}""", "times", "Times has to be a whole number from 1 to 10, without quotes.")]
    [InlineData("""{"times":1e99}""", "times", "Times has to be a whole number from 1 to 10, without quotes.")]
    [InlineData("""{"times":"3"}""", "times", "Times has to be a whole number from 1 to 10, without quotes.")]
    [InlineData("""{"codes":"256"}""", "codes", "Codes has to be exit codes from 0 to 255, as 0,2-4.")]
    [InlineData("""{"codes":"4-2"}""", "codes", "Codes has to be exit codes from 0 to 255, as 0,2-4.")]
    [InlineData("""{"codes":"-1"}""", "codes", "Codes has to be exit codes from 0 to 255, as 0,2-4.")]
    public void A_broken_rule_is_said_at_its_field(string json, string field, string message) =>
        Assert.Equal([new Fault($"payload.{field}", message)], Faults(json));

    [Fact]
    public void A_list_that_is_needed_has_an_entry() =>
        Assert.Equal("Words is needed.", Assert.Single(Faults("""{"words":[]}""", type with { Fields = [type.Fields[0] with { Required = true }] })).Message);

    [Theory]
    [InlineData("words", """{"type":"array","maxItems":3,"items":{"type":"string","maxLength":5},"title":"Words"}""")]
    [InlineData("loud", """{"type":"boolean","title":"Loud","default":false}""")]
    [InlineData("times", """{"type":"integer","minimum":1,"maximum":10,"title":"Times","default":2}""")]
    public void A_kind_is_said_in_the_schema(string field, string expected) =>
        Assert.Equal(expected, PayloadSchema.Of(type)["properties"]![field]!.ToJsonString());

    [Fact]
    public void The_entries_of_a_list_that_is_marked_are_masked_and_of_others_what_looks_like_a_secret()
    {
        var marked = type with { Fields = [new("pins", "Pins", PayloadFieldKind.Texts) { IsSecret = true }] };
        var mask = new SecretMask(new TaskTypeCatalog([new Described(marked)]));

        var masked = mask.InPayload("kinds", JsonNode.Parse("""{"pins":["1234","5678"],"words":["--url=https://kim:s3cret@example.com","password=s3cret","plain"]}""")!.AsObject());

        Assert.Equal([SecretMask.Hidden, SecretMask.Hidden], masked["pins"]!.AsArray().Select(pin => pin!.GetValue<string>()));
        Assert.DoesNotContain("s3cret", masked.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("plain", masked["words"]![2]!.GetValue<string>());
    }

    [Fact]
    public void A_file_may_write_entries_of_a_list_and_codes_without_quotes()
    {
        var read = PayloadTexts.Of(type, JsonNode.Parse("""{"words":[1,"b",true],"codes":0,"loud":true,"times":3}""")!.AsObject());

        Assert.Equal("""{"words":["1","b","true"],"codes":"0","loud":true,"times":3}""", read.ToJsonString());
        Assert.Empty(Faults(read.ToJsonString()));
    }

    private static List<Fault> Faults(string json, TaskTypeDescription? of = null)
    {
        var faults = new List<Fault>();
        PayloadRules.Check(of ?? type, JsonNode.Parse(json)!.AsObject(), faults);
        return faults;
    }

    private sealed class Described(TaskTypeDescription description) : ITaskType
    {
        public TaskTypeDescription Description => description;

        public Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing of this type is run.");
    }
}
