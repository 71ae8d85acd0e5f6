using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Definitions;

/// <summary>Lets a file say <c>expectedStatus: 200</c> without quotes: where a type wants a text, a number is the text it is written with.</summary>
internal static class PayloadTexts
{
    public static JsonObject Of(TaskTypeDescription type, JsonObject payload) => new(payload.Select(field => KeyValuePair.Create(field.Key, type.Fields.FirstOrDefault(known => known.Name == field.Key)?.Kind switch
    {
        PayloadFieldKind.Text or PayloadFieldKind.LongText or PayloadFieldKind.Url or PayloadFieldKind.Choice or PayloadFieldKind.StatusCodes or PayloadFieldKind.ExitCodes => Text(field.Value),
        PayloadFieldKind.Pairs when field.Value is JsonObject pairs => new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key, Text(pair.Value)))),
        PayloadFieldKind.Texts when field.Value is JsonArray entries => new JsonArray([.. entries.Select(Text)]),
        _ => field.Value?.DeepClone(),
    })));

    private static JsonNode? Text(JsonNode? value) => value?.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
        ? JsonValue.Create(value.ToJsonString())
        : value?.DeepClone();
}
