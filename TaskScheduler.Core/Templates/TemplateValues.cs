using System.Globalization;
using System.Text.Json;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Templates;

/// <summary>What the placeholders of one attempt stand for; the same whenever it is asked.</summary>
/// <param name="now">When the attempt was prepared.</param>
/// <param name="secrets">Those that its payload names, by name.</param>
internal sealed class TemplateValues(RunContext run, DateTimeOffset now, IReadOnlyDictionary<string, string> secrets)
{
    private readonly Lazy<JsonElement?> input = new(() => run.Input is null ? null : JsonSerializer.Deserialize<JsonElement>(run.Input));

    /// <summary>The value, not encoded; null when there is none, and nothing is to stand in its place.</summary>
    public string? Of(Placeholder placeholder)
    {
        var value = placeholder.Kind switch
        {
            PlaceholderKind.Now => Instant(placeholder, now),
            PlaceholderKind.Due => Instant(placeholder, run.DueAt),
            PlaceholderKind.RunId => run.RunId.ToString(),
            PlaceholderKind.Attempt => run.Attempt.ToString(CultureInfo.InvariantCulture),
            PlaceholderKind.TaskId => run.TaskId.ToString(),
            PlaceholderKind.TaskTitle => run.Title,
            PlaceholderKind.TaskUserEmail => run.UserEmail,
            PlaceholderKind.Secret => secrets.GetValueOrDefault(placeholder.Name),
            _ => Input(placeholder.Name),
        };
        return value ?? placeholder.Otherwise;
    }

    private static string Instant(Placeholder placeholder, DateTimeOffset instant) =>
        placeholder.Format.Say(placeholder.Steps.Aggregate(instant, (moved, step) => step.From(moved, placeholder.Format.Zone)));

    private string? Input(string path)
    {
        var found = input.Value;
        foreach (var name in path.Length == 0 ? [] : path.Split('.'))
            found = found is { } within ? Member(within, name) : null;
        return found switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } other => other.GetRawText(),
        };
    }

    private static JsonElement? Member(JsonElement within, string name) => within.ValueKind switch
    {
        JsonValueKind.Object => within.TryGetProperty(name, out var member) ? member : null,
        JsonValueKind.Array => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < within.GetArrayLength() ? within[index] : null,
        _ => null,
    };
}
