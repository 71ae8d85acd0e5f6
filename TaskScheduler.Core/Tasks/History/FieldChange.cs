using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>One field in which two definitions differ, with secrets masked.</summary>
/// <param name="Field">As in the JSON of a task; of a payload its members by path, as <c>payload.headers.Accept</c>.</param>
/// <param name="Before">Null when the field was absent or empty.</param>
/// <param name="After">Null when the field is absent or empty.</param>
public sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After)
{
    private const int LongestKept = 1_000;

    /// <summary>As the detail of an audit entry keeps them; of a long text only its beginning, the whole is in the versions.</summary>
    internal static JsonArray ToJson(IEnumerable<FieldChange> changes) => new([.. changes.Select(change => new JsonObject
    {
        ["field"] = change.Field,
        ["before"] = Shortened(change.Before),
        ["after"] = Shortened(change.After),
    })]);

    /// <summary>The changes in the detail of an audit entry; none when it has none, or its writer used another form.</summary>
    public static IReadOnlyList<FieldChange> InDetail(JsonObject? detail) => detail?["changes"] is JsonArray changes
        ? [.. changes.OfType<JsonObject>().Where(change => change["field"] is JsonValue).Select(change => new FieldChange(change["field"]!.ToString(), change["before"], change["after"]))]
        : [];

    private static JsonNode? Shortened(JsonNode? value) => value switch
    {
        JsonValue text when text.TryGetValue<string>(out var plain) && plain.Length > LongestKept => $"{plain[..LongestKept]}… ({plain.Length:N0} characters)",
        JsonArray list when list.ToJsonString() is { Length: > LongestKept } written => $"{written[..LongestKept]}… ({list.Count:N0} entries)",
        _ => value?.DeepClone(),
    };
}
