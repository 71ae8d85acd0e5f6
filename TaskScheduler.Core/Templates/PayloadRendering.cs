using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Templates;

/// <summary>
/// Puts values in place of the placeholders in a payload: in its texts, never in the JSON around them. What is put in is text from then
/// on; a placeholder in it stays as it is.
/// </summary>
/// <param name="values">Of this attempt.</param>
/// <param name="faults">Takes what is wrong, a sentence each; what is returned is of no use then.</param>
internal sealed class PayloadRendering(TaskTypeDescription type, TemplateValues values, ICollection<string> faults)
{
    // In UTF-16 units, of all texts together: a few placeholders for a large input must not become gigabytes.
    private int room = 4 * 1024 * 1024;

    public JsonObject Of(JsonObject payload) => new(payload.Select(field => KeyValuePair.Create(
        field.Key, Of(field.Value, type.Fields.Any(known => known.Name == field.Key && known.Kind == PayloadFieldKind.Url), $"payload.{field.Key}"))));

    private JsonNode? Of(JsonNode? node, bool isUrl, string place) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Of(member.Value, isUrl, $"{place}.{member.Key}")))),
        JsonArray items => new JsonArray([.. items.Select((item, index) => Of(item, isUrl, $"{place}[{index}]"))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var text && Template.MayBe(text) => Text(text, isUrl, place),
        _ => node?.DeepClone(),
    };

    private string Text(string text, bool isUrl, string place)
    {
        if (Template.Read(text, out var fault) is not { } template)
            return Refused($"{place}: {fault}");
        var rendered = new StringBuilder();
        var shape = isUrl ? "" : null;
        foreach (var (literal, placeholder) in template.Parts)
        {
            rendered.Append(literal);
            shape = isUrl ? shape + literal : null;
            if (placeholder is null)
                continue;
            if (Value(placeholder, shape, place) is not { } value)
                return "";
            rendered.Append(value);
            shape = shape is null ? null : UrlTemplate.After(shape);
            if (rendered.Length > room)
                return Refused($"{place} becomes too long when its placeholders are filled in.");
        }

        room -= rendered.Length;
        return rendered.ToString();
    }

    /// <param name="before">What stands before it in a URL; null when it stands in no URL.</param>
    private string? Value(Placeholder placeholder, string? before, string place)
    {
        if (values.Of(placeholder) is not { } value)
        {
            Refused($"{place} needs '{placeholder.Text}', and this run has none. To go on without, write what is to stand in its place after ??, as {{{{{placeholder.Text} ?? nothing}}}}.");
            return null;
        }

        if (before is null)
            return PlaceholderEncodings.Of(value, placeholder.Encoding);
        // Where it belongs into a URL is decided there, and once.
        if (UrlTemplate.Placed(before, placeholder.Encoding == PlaceholderEncoding.Url ? value : PlaceholderEncodings.Of(value, placeholder.Encoding)) is { } placed)
            return placed;
        Refused($"{place}: the value of '{placeholder.Text}' would lead to another place of the address than where it stands.");
        return null;
    }

    private string Refused(string fault)
    {
        faults.Add(fault);
        return "";
    }
}
