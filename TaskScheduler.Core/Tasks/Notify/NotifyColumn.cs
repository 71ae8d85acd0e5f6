using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Core.Tasks.Notify;

/// <summary>Stores how a task tells its user as the JSON that clients write.</summary>
internal static class NotifyColumn
{
    private const string Nothing = "{}";

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(NotifyRules rules) => JsonSerializer.Serialize(NotifyDraft.Of(rules), options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static NotifyRules Read(string text)
    {
        if (text == Nothing)
            return NotifyRules.Default;
        var faults = new List<Fault>();
        var rules = JsonSerializer.Deserialize<NotifyDraft>(text, options)!.Check(faults);
        return faults.Count == 0 ? rules : throw new InvalidDataException($"A stored task is to tell its user in an unknown way: {text}");
    }
}
