using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.TaskTypes;

public class PayloadSchemaTests
{
    private readonly JsonObject schema = PayloadSchema.Of(HttpPayload.Description);

    [Fact]
    public void A_schema_names_its_draft_its_required_fields_and_allows_no_others()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
        Assert.Equal(["url"], schema["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void Every_field_is_a_property_with_its_label_in_order() =>
        Assert.Equal(
            HttpPayload.Description.Fields.Select(field => (field.Name, field.Label)),
            schema["properties"]!.AsObject().Select(property => (property.Key, property.Value!["title"]!.GetValue<string>())));

    [Fact]
    public void A_choice_lists_its_values_and_its_default()
    {
        var method = schema["properties"]!["method"]!;

        Assert.Equal("GET", method["default"]!.GetValue<string>());
        Assert.Contains("PATCH", method["enum"]!.AsArray().Select(choice => choice!.GetValue<string>()));
    }

    [Fact]
    public void Pairs_are_an_object_of_texts_with_named_limits() =>
        Assert.Equal(
            """{"type":"object","maxProperties":50,"additionalProperties":{"type":"string","maxLength":8000}}""",
            Without(schema["properties"]!["headers"]!.DeepClone().AsObject(), "title", "description", "propertyNames").ToJsonString());

    [Fact]
    public void A_type_without_required_fields_requires_none() =>
        Assert.False(PayloadSchema.Of(new("none", "None", "Does nothing.", "block", [])).ContainsKey("required"));

    private static JsonObject Without(JsonObject json, params string[] names)
    {
        foreach (var name in names)
            json.Remove(name);
        return json;
    }
}
