using System.Globalization;
using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Web.Pages.Tasks.Editing;

/// <summary>The payload of one task type while somebody writes it.</summary>
public sealed class PayloadEdit(TaskTypeDescription type)
{
    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<string, List<Pair>> pairs = [];
    private readonly Dictionary<string, List<Entry>> entries = [];

    public TaskTypeDescription Type => type;

    public static PayloadEdit Of(TaskTypeDescription type, JsonObject payload)
    {
        var edit = new PayloadEdit(type);
        foreach (var field in type.Fields)
        {
            if (field.Kind == PayloadFieldKind.Pairs)
                edit.pairs[field.Name] = [.. (payload[field.Name] as JsonObject ?? []).Select(pair => new Pair { Name = pair.Key, Value = TextOf(pair.Value) })];
            else if (field.Kind == PayloadFieldKind.Texts)
                edit.entries[field.Name] = [.. (payload[field.Name] as JsonArray ?? []).Select(entry => new Entry { Text = TextOf(entry) })];
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

    public IList<Entry> Entries(PayloadField field)
    {
        if (!entries.TryGetValue(field.Name, out var list))
            entries[field.Name] = list = [];
        return list;
    }

    public bool IsOn(PayloadField field) => (Text(field) is { Length: > 0 } written ? written : field.Default) == "true";

    public void Turn(PayloadField field, bool on) => SetText(field, on ? "true" : "false");

    /// <summary>What was left empty is absent, so that the defaults hold.</summary>
    public JsonObject ToJson()
    {
        var payload = new JsonObject();
        foreach (var field in type.Fields)
        {
            if (field.Kind == PayloadFieldKind.Pairs)
                AddPairs(payload, field);
            else if (field.Kind == PayloadFieldKind.Texts)
                AddEntries(payload, field);
            else if (Text(field) is { Length: > 0 } text)
                payload[field.Name] = Value(field, text);
        }
        return payload;
    }

    // What can't be read as its kind stays a text, and is refused with what to write instead.
    private static JsonNode Value(PayloadField field, string text) => field.Kind switch
    {
        PayloadFieldKind.Switch when bool.TryParse(text, out var on) => on,
        PayloadFieldKind.Number when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    private static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    // Each row is an entry, the empty ones too: an empty argument is one.
    private void AddEntries(JsonObject payload, PayloadField field)
    {
        if (Entries(field).Count > 0)
            payload[field.Name] = new JsonArray([.. Entries(field).Select(entry => (JsonNode)entry.Text.ReplaceLineEndings("\n"))]);
    }

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

    public sealed class Entry
    {
        public string Text { get; set; } = "";
    }

    public sealed class Pair
    {
        public string Name { get; set; } = "";

        public string Value { get; set; } = "";
    }
}
