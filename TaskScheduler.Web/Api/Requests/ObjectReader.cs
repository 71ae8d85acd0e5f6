using System.Text.Json;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>Reads the members of a JSON object by name; a null member is an absent one. What has the wrong type is added to the faults.</summary>
/// <param name="path">What stands before the member's name in a fault: empty, or the object's own path and a dot.</param>
public sealed class ObjectReader(JsonElement body, string path, ICollection<Fault> faults)
{
    public void AllowOnly(IReadOnlyCollection<string> members)
    {
        foreach (var member in body.EnumerateObject().Where(member => !members.Contains(member.Name, StringComparer.Ordinal)))
        {
            var meant = members.FirstOrDefault(known => known.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            faults.Add(new(path + member.Name, meant is null
                ? $"There is no '{path}{member.Name}' to set. Known are: {string.Join(", ", members)}."
                : $"Write '{path}{meant}': names are case-sensitive."));
        }
    }

    public string? Text(string name) => Find(name, JsonValueKind.String, "text in quotes")?.GetString();

    public JsonElement? Object(string name) => Find(name, JsonValueKind.Object, "a JSON object");

    public JsonElement? List(string name) => Find(name, JsonValueKind.Array, "a list");

    public int? Number(string name)
    {
        if (Find(name, JsonValueKind.Number, "a whole number") is not { } value)
            return null;
        if (value.TryGetInt32(out var number))
            return number;
        faults.Add(new(path + name, $"'{path}{name}' must be a whole number."));
        return null;
    }

    public bool? Switch(string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.Add(new(path + name, $"'{path}{name}' must be true or false."));
        return null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name, JsonValueKind.Array, "a list of texts") is not { } list)
            return null;
        if (list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        faults.Add(new(path + name, $"'{path}{name}' must be a list of texts in quotes."));
        return null;
    }

    private JsonElement? Find(string name, JsonValueKind kind, string words)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        faults.Add(new(path + name, $"'{path}{name}' must be {words}."));
        return null;
    }
}
