using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>
/// Says in which fields two definitions of a task differ: for the audit trail, for comparing versions, and for two who edit at the same time.
/// An absent text and an empty one are the same; a schedule and the tags are one field each, a payload is compared member by member.
/// </summary>
public static class DefinitionDifference
{
    private const string Payload = "payload";

    private static readonly string[] order = ["title", "description", "type", Payload, "schedule", "userEmail", "tags", "timeLimit", "retry", "overlap", "recovery", "priority", "notify", "active"];
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IReadOnlyList<FieldChange> Between(ScheduledTask before, ScheduledTask after, SecretMask mask)
    {
        var changes = Between(TaskDraft.Of(before), TaskDraft.Of(after), mask);
        return before.Active == after.Active ? changes : [.. changes, new("active", before.Active, after.Active)];
    }

    /// <summary>The same for definitions that nobody has checked yet.</summary>
    public static IReadOnlyList<FieldChange> Between(TaskDraft before, TaskDraft after, SecretMask mask)
    {
        var changed = Changed(before, after);
        if (changed.Count == 0)
            return [];
        var (shownBefore, shownAfter) = (Values(Masked(before, mask)), Values(Masked(after, mask)));
        return [.. changed.Select(field => new FieldChange(field, shownBefore.GetValueOrDefault(field), shownAfter.GetValueOrDefault(field)))];
    }

    /// <summary>The fields that differ, in the order of a task's JSON.</summary>
    internal static IReadOnlyList<string> Changed(TaskDraft before, TaskDraft after)
    {
        var (valuesBefore, valuesAfter) = (Values(before), Values(after));
        return
        [
            .. valuesBefore.Keys.Union(valuesAfter.Keys, StringComparer.Ordinal)
                .Where(field => !JsonNode.DeepEquals(valuesBefore.GetValueOrDefault(field), valuesAfter.GetValueOrDefault(field)))
                .OrderBy(field => Array.IndexOf(order, field.Split('.')[0])),
        ];
    }

    /// <summary>The value of each field that has one.</summary>
    internal static Dictionary<string, JsonNode?> Values(TaskDraft draft)
    {
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["title"] = Text(draft.Title),
            ["description"] = Text(draft.Description),
            ["type"] = Text(draft.Type),
            ["schedule"] = draft.Schedule is null ? Text(draft.ExecutionTime) : JsonSerializer.SerializeToNode(draft.Schedule, options),
            ["userEmail"] = Text(draft.UserEmail),
            ["tags"] = draft.Tags is { Count: > 0 } tags ? new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) : null,
            ["timeLimit"] = Text(draft.TimeLimit),
            ["retry"] = draft.Execution?.Retry is { } retry ? JsonSerializer.SerializeToNode(retry, options) : null,
            ["overlap"] = Text(draft.Execution?.Overlap),
            ["recovery"] = Text(draft.Execution?.Recovery),
            ["priority"] = Text(draft.Execution?.Priority),
            ["notify"] = draft.Notify is { } notify && notify != new NotifyDraft() ? JsonSerializer.SerializeToNode(notify, options) : null,
        };
        Add(values, Payload, draft.Payload ?? []);
        return values;
    }

    private static TaskDraft Masked(TaskDraft draft, SecretMask mask) => draft with
    {
        Title = draft.Title is { } title ? SecretMask.InText(title) : null,
        Description = draft.Description is { } description ? SecretMask.InText(description) : null,
        Payload = draft.Payload is { } payload ? mask.InPayload(draft.Type, payload) : null,
    };

    private static void Add(Dictionary<string, JsonNode?> values, string path, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            if (value is JsonObject inner)
                Add(values, $"{path}.{name}", inner);
            else
                values[$"{path}.{name}"] = value?.DeepClone();
        }
    }

    private static JsonNode? Text(string? text) => string.IsNullOrEmpty(text) ? null : JsonValue.Create(text);
}
