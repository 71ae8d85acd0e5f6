using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>Fields of a task's definition as people say them.</summary>
public static partial class FieldWords
{
    private const int NamedInSentence = 3;

    /// <summary>As "Time limit", "URL", "Headers (Accept)".</summary>
    public static string Label(string field)
    {
        var path = field.Split('.', 3);
        var plain = field switch
        {
            "userEmail" => "User e-mail",
            "payload.url" => "URL",
            "retry" => "Retries",
            "recovery" => "Recovery after a crash",
            "elapsedMs" => "Duration",
            "latenessMs" => "Lateness",
            "attempt" => "Attempts",
            _ => English.Capitalized(Capital().Replace(path.Length > 1 ? path[1] : path[0], found => $" {found.Value.ToLowerInvariant()}")),
        };
        return path.Length > 2 ? $"{plain} ({path[2]})" : plain;
    }

    /// <summary>As "the schedule, the title and 2 more"; "nothing" when there are none.</summary>
    public static string Sentence(IReadOnlyCollection<string> fields)
    {
        if (fields.Count == 0)
            return "nothing";
        var named = fields.Take(fields.Count > NamedInSentence + 1 ? NamedInSentence : fields.Count).Select(field => $"the {Small(Label(field))}").ToList();
        if (fields.Count > named.Count)
            named.Add($"{fields.Count - named.Count} more");
        return English.List(named);
    }

    private static string Small(string label) => label.Length > 1 && char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Capital();
}
