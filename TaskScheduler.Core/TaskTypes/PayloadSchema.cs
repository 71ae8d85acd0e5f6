using System.Text.Json.Nodes;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Says a payload description as JSON Schema (draft 2020-12).</summary>
public static class PayloadSchema
{
    public static JsonObject Of(TaskTypeDescription type)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = type.Name,
            ["description"] = type.Description,
            ["type"] = "object",
            ["properties"] = new JsonObject(type.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, Of(field)))),
            ["additionalProperties"] = false,
        };
        var required = type.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject Of(PayloadField field)
    {
        var schema = field.Kind switch
        {
            PayloadFieldKind.Pairs => Pairs(field),
            PayloadFieldKind.Texts => Texts(field),
            PayloadFieldKind.Switch => new JsonObject { ["type"] = "boolean" },
            PayloadFieldKind.Number => new JsonObject { ["type"] = "integer", ["minimum"] = field.Minimum, ["maximum"] = field.Maximum },
            _ => Text(field),
        };
        schema["title"] = field.Label;
        if (field.Help is { } help)
            schema["description"] = help;
        if (field.Default is { } value)
            schema["default"] = field.Kind is PayloadFieldKind.Switch or PayloadFieldKind.Number ? JsonNode.Parse(value) : value;
        return schema;
    }

    private static JsonObject Text(PayloadField field)
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength };
        if (field.Required)
            schema["minLength"] = 1;
        if (field.IsSecret)
            schema["format"] = "password";
        switch (field.Kind)
        {
            case PayloadFieldKind.Url:
                // No format: with placeholders it is not a URI yet.
                schema["pattern"] = @"^([Hh][Tt][Tt][Pp][Ss]?://|\{\{)";
                break;
            case PayloadFieldKind.Choice:
                schema["enum"] = new JsonArray([.. field.Choices.Select(choice => (JsonNode)choice)]);
                break;
            case PayloadFieldKind.StatusCodes:
                schema["pattern"] = @$"{StatusCodeRanges.Pattern}|\{{\{{";
                break;
            case PayloadFieldKind.ExitCodes:
                schema["pattern"] = ExitCodeRanges.Pattern;
                break;
        }
        return schema;
    }

    private static JsonObject Texts(PayloadField field)
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["maxItems"] = field.MaxTexts,
            ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength },
        };
        if (field.Required)
            schema["minItems"] = 1;
        return schema;
    }

    private static JsonObject Pairs(PayloadField field)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["maxProperties"] = field.MaxPairs,
            ["additionalProperties"] = new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength },
        };
        if (field.Names is { } names)
            schema["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern };
        return schema;
    }
}
