using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Web.Pages.Tasks.Editing;

/// <summary>The payload of one task type while somebody writes it.</summary>
public sealed class PayloadEdit(TaskTypeDescription type)
{
    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<string, List<Pair>> pairs = [];

    public TaskTypeDescription Type => type;

    public static PayloadEdit Of(TaskTypeDescription type, JsonObject payload)
    {
        var edit = new PayloadEdit(type);
        foreach (var field in type.Fields)
        {
            if (field.Kind == PayloadFieldKind.Pairs)
                edit.pairs[field.Name] = [.. (payload[field.Name] as JsonObject ?? []).Select(pair => new Pair { Name = pair.Key, Value = TextOf(pair.Value) })];
            else
                edit.SetText(field, TextOf(payload[field.Name]));
        }
        return edit;
    }

    public string Text(PayloadField field) => texts.GetValueOrDefault(field.Name, "");

    public void SetText(PayloadField field, string? text) => texts[field.Name] = text ?? "";

    public IList<Pair> Pairs(PayloadField field)
    {
        if (!pairs.TryGetValue(field.Name, out var list))
            pairs[field.Name] = list = [];
        return list;
    }

    /// <summary>What was left empty is absent, so that the defaults hold.</summary>
    public JsonObject ToJson()
    {
        var payload = new JsonObject();
        foreach (var field in type.Fields)
        {
            if (field.Kind == PayloadFieldKind.Pairs)
                AddPairs(payload, field);
            else if (Text(field) is { Length: > 0 } text)
                payload[field.Name] = text;
        }
        return payload;
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    private void AddPairs(JsonObject payload, PayloadField field)
    {
        var written = Pairs(field).Where(pair => pair.Name.Trim().Length > 0).ToList();
        if (written.Count == 0)
            return;

        var values = new JsonObject();
        foreach (var pair in written)
            values[pair.Name.Trim()] = pair.Value;
        payload[field.Name] = values;
    }

    public sealed class Pair
    {
        public string Name { get; set; } = "";

        public string Value { get; set; } = "";
    }
}
