using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Core.Tasks.Execution;

/// <summary>Stores how runs of a task are executed as the JSON that clients write.</summary>
internal static class ExecutionColumn
{
    // Most tasks share a few texts, and every claim of a run reads one.
    private const int MostKept = 1_000;

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly ConcurrentDictionary<string, ExecutionRules> kept = new(StringComparer.Ordinal);

    public static string Write(ExecutionRules rules) => JsonSerializer.Serialize(ExecutionDraft.Of(rules), options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ExecutionRules Read(string text)
    {
        if (kept.TryGetValue(text, out var known))
            return known;
        var faults = new List<Fault>();
        var rules = JsonSerializer.Deserialize<ExecutionDraft>(text, options)!.Check(faults);
        if (faults.Count > 0)
            throw new InvalidDataException($"A stored task is to be executed in an unknown way: {text}");
        if (kept.Count < MostKept)
            kept[text] = rules;
        return rules;
    }
}
