using System.Text.Json.Nodes;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Tests.Tasks.History;

public class DefinitionMergeTests
{
    private static readonly TaskDraft original = new()
    {
        Title = "Call home",
        Type = "http",
        Payload = Json("""{"url":"https://example.org/","headers":{"A":"1","B":"1"}}"""),
        Schedule = new() { Kind = "cron", Cron = "0 9 * * *" },
    };

    [Fact]
    public void Changes_of_different_fields_are_combined()
    {
        var mine = original with { Title = "Call mum", Payload = Json("""{"url":"https://example.org/","headers":{"A":"2","B":"1"}}""") };
        var theirs = original with { Schedule = new() { Kind = "immediate" }, Payload = Json("""{"url":"https://example.org/","headers":{"A":"1","C":"1"},"body":"Hi"}""") };

        Assert.Empty(DefinitionMerge.Overlap(original, mine, theirs));
        var combined = DefinitionMerge.Combine(original, mine, theirs);

        Assert.Equal(("Call mum", "immediate"), (combined.Title, combined.Schedule!.Kind));
        Assert.True(JsonNode.DeepEquals(Json("""{"url":"https://example.org/","headers":{"A":"2","C":"1"},"body":"Hi"}"""), combined.Payload), combined.Payload!.ToJsonString());
    }

    [Fact]
    public void A_field_that_both_changed_is_named() =>
        Assert.Equal(["title"], DefinitionMerge.Overlap(original, original with { Title = "Mine", Description = "Mine" }, original with { Title = "Theirs", Tags = ["theirs"] }));

    [Fact]
    public void The_same_change_by_both_is_no_disagreement() =>
        Assert.Empty(DefinitionMerge.Overlap(original, original with { Title = "Same" }, original with { Title = "Same" }));

    [Fact]
    public void A_payload_for_the_old_type_is_not_put_beside_a_new_type()
    {
        var mine = original with { Payload = Json("""{"url":"https://example.com/"}""") };
        var theirs = original with { Type = "notification", Payload = Json("""{"text":"Hi"}""") };

        Assert.Contains("type", DefinitionMerge.Overlap(original, mine, theirs));
    }

    [Fact]
    public void A_new_type_comes_with_its_payload()
    {
        var mine = original with { Type = "notification", Payload = Json("""{"text":"Hi"}""") };

        var combined = DefinitionMerge.Combine(original, mine, original with { Title = "Theirs" });

        Assert.Equal(("Theirs", "notification", """{"text":"Hi"}"""), (combined.Title, combined.Type, combined.Payload!.ToJsonString()));
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
