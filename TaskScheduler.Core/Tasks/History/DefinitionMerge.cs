using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>Brings together what two people made of the same version of a task.</summary>
public static class DefinitionMerge
{
    private const string Type = "type";

    /// <summary>The fields to which both gave values of their own; when there are none, the two can be combined.</summary>
    public static IReadOnlyList<string> Overlap(TaskDraft original, TaskDraft mine, TaskDraft theirs)
    {
        var (byMe, byThem) = (DefinitionDifference.Changed(original, mine), DefinitionDifference.Changed(original, theirs));
        var between = DefinitionDifference.Changed(mine, theirs);
        var both = byMe.Intersect(byThem, StringComparer.Ordinal).Intersect(between, StringComparer.Ordinal);

        // A payload belongs to its type: what one wrote for the old type has no place beside the other's new one.
        var typeChanged = byMe.Contains(Type, StringComparer.Ordinal) || byThem.Contains(Type, StringComparer.Ordinal);
        return typeChanged && byMe.Any(BelongsToType) && byThem.Any(BelongsToType) && between.Any(BelongsToType)
            ? [.. both.Append(Type).Distinct(StringComparer.Ordinal)]
            : [.. both];
    }

    /// <summary>Theirs, with what I changed. Only right without an overlap; else mine wins.</summary>
    public static TaskDraft Combine(TaskDraft original, TaskDraft mine, TaskDraft theirs)
    {
        var changed = DefinitionDifference.Changed(original, mine).Select(field => field.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return theirs with
        {
            Title = changed.Contains("title") ? mine.Title : theirs.Title,
            Description = changed.Contains("description") ? mine.Description : theirs.Description,
            Type = changed.Contains(Type) ? mine.Type : theirs.Type,
            Payload = changed.Contains(Type) ? mine.Payload : Combine(original.Payload, mine.Payload, theirs.Payload),
            Schedule = changed.Contains("schedule") ? mine.Schedule : theirs.Schedule,
            ExecutionTime = changed.Contains("schedule") ? mine.ExecutionTime : theirs.ExecutionTime,
            UserEmail = changed.Contains("userEmail") ? mine.UserEmail : theirs.UserEmail,
            Tags = changed.Contains("tags") ? mine.Tags : theirs.Tags,
            TimeLimit = changed.Contains("timeLimit") ? mine.TimeLimit : theirs.TimeLimit,
            Execution = new()
            {
                Retry = (changed.Contains("retry") ? mine : theirs).Execution?.Retry,
                Overlap = (changed.Contains("overlap") ? mine : theirs).Execution?.Overlap,
                Recovery = (changed.Contains("recovery") ? mine : theirs).Execution?.Recovery,
                Priority = (changed.Contains("priority") ? mine : theirs).Execution?.Priority,
            },
            Notify = (changed.Contains("notify") ? mine : theirs).Notify,
        };
    }

    private static bool BelongsToType(string field) => field == Type || field.StartsWith("payload.", StringComparison.Ordinal);

    private static JsonObject Combine(JsonObject? original, JsonObject? mine, JsonObject? theirs)
    {
        var combined = new JsonObject();
        foreach (var name in Names(theirs).Union(Names(mine), StringComparer.Ordinal))
        {
            var (before, my, their) = (original?[name], mine?[name], theirs?[name]);
            var value = JsonNode.DeepEquals(before, my) ? their
                : my is JsonObject || their is JsonObject ? Combine(before as JsonObject, my as JsonObject, their as JsonObject)
                : my;
            if (value is not null)
                combined[name] = value.DeepClone();
        }

        return combined;
    }

    private static IEnumerable<string> Names(JsonObject? members) => (members ?? []).Select(member => member.Key);
}
