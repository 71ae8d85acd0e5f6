using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Definitions;

/// <summary>Definitions as JSON, and what differs between two of them.</summary>
internal static class DefinitionJson
{
    /// <summary>What is empty is left out, but for what decides whether it runs.</summary>
    public static JsonObject Of(Guid? id, TaskDefinition task, bool active)
    {
        var json = new JsonObject();
        if (id is { } known)
            json["id"] = known.ToString();
        json["title"] = task.Title;
        if (task.Description.Length > 0)
            json["description"] = task.Description;
        json["type"] = task.Type;
        if (JsonNode.Parse(task.Payload) is JsonObject { Count: > 0 } payload)
            json["payload"] = payload;
        json["schedule"] = JsonNode.Parse(ScheduleColumn.Write(task.Schedule));
        if (task.UserEmail is not null)
            json["userEmail"] = task.UserEmail;
        if (task.Tags.Count > 0)
            json["tags"] = new JsonArray([.. task.Tags.Select(tag => JsonValue.Create(tag))]);
        json["timeLimit"] = IsoText.Of(task.TimeLimit);
        Put(json, task.Execution);
        if (JsonNode.Parse(NotifyColumn.Write(task.Notify)) is JsonObject { Count: > 0 } notify)
            json["notify"] = notify;
        json["active"] = active;
        return json;
    }

    public static TaskDefinition Definition(TaskRow row) => new(
        row.Title,
        row.Description,
        row.Type,
        row.Payload,
        ScheduleColumn.Read(row.Schedule),
        row.UserEmail,
        TaskRows.Tags(row.Tags),
        TimeSpan.FromMilliseconds(row.TimeLimitMs),
        ExecutionColumn.Read(row.Execution),
        NotifyColumn.Read(row.Notify));

    /// <summary>The fields that differ, in the order of the definition.</summary>
    public static List<FieldDifference> Differences(JsonObject old, JsonObject @new)
    {
        var (before, after) = (Leaves(old), Leaves(@new));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(field => new FieldDifference(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
                .Where(change => change.Old != change.New),
        ];
    }

    // What nobody chose is left out.
    private static void Put(JsonObject json, ExecutionRules rules)
    {
        var (chosen, usual) = (JsonNode.Parse(ExecutionColumn.Write(rules))!.AsObject(), JsonNode.Parse(ExecutionColumn.Write(ExecutionRules.Default))!.AsObject());
        foreach (var (name, value) in chosen)
            if (!JsonNode.DeepEquals(value, usual[name]))
                json[name] = value?.DeepClone();
    }

    private static Dictionary<string, string?> Leaves(JsonObject json)
    {
        var leaves = new Dictionary<string, string?>(StringComparer.Ordinal);
        Collect(json, "", leaves);
        return leaves;
    }

    private static void Collect(JsonObject json, string path, Dictionary<string, string?> leaves)
    {
        foreach (var (name, value) in json)
        {
            if (value is JsonObject inner)
                Collect(inner, $"{path}{name}.", leaves);
            else if (value is not null)
                leaves[path + name] = Said(value);
        }
    }

    private static string Said(JsonNode value) => value switch
    {
        JsonArray list when list.All(item => item?.GetValueKind() == JsonValueKind.String) => string.Join(", ", list.Select(item => item!.GetValue<string>())),
        JsonValue when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
