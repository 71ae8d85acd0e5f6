using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Checks a payload against the description of its task type.</summary>
public static class PayloadRules
{
    private const int LongestName = 200;

    /// <summary>Adds a fault (field <c>payload.name</c>) for each rule that is broken.</summary>
    /// <param name="filledIn">Whether values stand in place of the placeholders by now; before, what is like them is checked instead.</param>
    /// <remarks>An optional field may be absent, null or an empty text: forms send one for what was left out.</remarks>
    public static void Check(TaskTypeDescription type, JsonObject payload, ICollection<Fault> faults, bool filledIn = false)
    {
        if (NamesOneTwice(payload))
        {
            faults.Add(new("payload", "The payload names a field twice; leave one of them out."));
            return;
        }
        var before = faults.Count;
        foreach (var name in payload.Select(property => property.Key).Where(name => type.Fields.All(field => field.Name != name)))
        {
            var shown = Excerpt.Of(name, 60);
            faults.Add(new($"payload.{shown}", $"'{shown}' is not a field of {type.Name}; its fields are {English.List([.. type.Fields.Select(field => field.Name)])}."));
        }
        foreach (var field in type.Fields)
        {
            if (FaultOf(field, payload[field.Name], filledIn) is { } message)
                faults.Add(new($"payload.{field.Name}", message));
        }
        if (faults.Count > before || type.Rule is not { } rule)
            return;
        foreach (var fault in rule(payload))
            faults.Add(fault);
    }

    /// <summary>Whether a text has places that are filled in when the task runs: what it will be is not known before.</summary>
    public static bool IsFilledInLater(string text) => text.Contains("{{", StringComparison.Ordinal);

    /// <summary>A JSON object finds that out when it is first read, and throws.</summary>
    private static bool NamesOneTwice(JsonObject json)
    {
        try
        {
            _ = json.Count;
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string? FaultOf(PayloadField field, JsonNode? value, bool filledIn)
    {
        if (IsAbsent(value))
            return field.Required ? $"{field.Label} is needed." : null;
        switch (field.Kind)
        {
            case PayloadFieldKind.Pairs:
                return value is JsonObject pairs ? FaultOfPairs(field, pairs, filledIn) : $"{field.Label} has to be a JSON object of texts, as {{\"name\": \"value\"}}.";
            case PayloadFieldKind.Texts:
                return value is JsonArray texts ? FaultOfTexts(field, texts, filledIn) : $"{field.Label} has to be a JSON array of texts, as [\"one\", \"two\"].";
            case PayloadFieldKind.Switch:
                return value!.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : $"{field.Label} has to be true or false, without quotes.";
            case PayloadFieldKind.Number:
                return FaultOfNumber(field, value!);
            default:
                return FaultOfText(field, value!, filledIn);
        }
    }

    private static string? FaultOfText(PayloadField field, JsonNode value, bool filledIn)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            return $"{field.Label} has to be a text.";

        var text = value.GetValue<string>();
        if (text.Length > field.MaxLength)
            return $"{field.Label} may have at most {field.MaxLength} characters; it has {text.Length}.";
        if (!filledIn && StandIns.FaultIn(field, ref text) is { } fault)
            return $"{field.Label}: {fault}";
        return field.Kind switch
        {
            PayloadFieldKind.Text => text.Any(char.IsControl) ? $"{field.Label} has to be one line without control characters." : null,
            PayloadFieldKind.LongText => text.Contains('\0', StringComparison.Ordinal) ? $"{field.Label} can't contain the NUL character." : null,
            PayloadFieldKind.Url => FaultOfUrl(field, text),
            PayloadFieldKind.Choice => field.Choices.Contains(text, StringComparer.Ordinal) ? null : $"{field.Label} has to be one of {English.List(field.Choices, "or")}.",
            PayloadFieldKind.ExitCodes => ExitCodeRanges.TryParse(text, out _) ? null : $"{field.Label} has to be exit codes from 0 to 255, as 0,2-4.",
            _ => StatusCodeRanges.TryParse(text, out _) ? null : $"{field.Label} has to be status codes from 100 to 599, as 200-299,304.",
        };
    }

    private static bool IsAbsent(JsonNode? value) =>
        value is null || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0);

    private static string? FaultOfTexts(PayloadField field, JsonArray texts, bool filledIn)
    {
        if (texts.Count == 0)
            return field.Required ? $"{field.Label} is needed." : null;
        if (texts.Count > field.MaxTexts)
            return $"{field.Label} may have at most {field.MaxTexts} entries; there are {texts.Count}.";
        foreach (var (index, entry) in texts.Index())
        {
            if (entry is null || entry.GetValueKind() != JsonValueKind.String)
                return $"{field.Label}: entry {index + 1} has to be a text.";
            var text = entry.GetValue<string>();
            if (text.Length > field.MaxLength)
                return $"{field.Label}: entry {index + 1} may have at most {field.MaxLength} characters; it has {text.Length}.";
            if (text.Contains('\0', StringComparison.Ordinal))
                return $"{field.Label}: entry {index + 1} can't contain the NUL character.";
            if (!filledIn && StandIns.FaultIn(field, ref text) is { } fault)
                return $"{field.Label}: entry {index + 1}: {fault}";
        }

        return null;
    }

    // 3.0 is a whole number to JSON Schema, so it is one here.
    private static string? FaultOfNumber(PayloadField field, JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<decimal>(out var number) && number == decimal.Truncate(number) && number >= field.Minimum && number <= field.Maximum
            ? null
            : $"{field.Label} has to be a whole number from {field.Minimum} to {field.Maximum}, without quotes.";

    private static string? FaultOfUrl(PayloadField field, string text)
    {
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0)
            return $"{field.Label} has to be a full address without spaces, as https://example.com/path.";
        // They would not be sent: an HTTP client takes no credentials from a URL (RFC 9110 §4.2.4).
        return url.UserInfo.Length > 0 ? $"{field.Label} can't carry a user name or password; send them in an Authorization header." : null;
    }

    private static string? FaultOfPairs(PayloadField field, JsonObject pairs, bool filledIn)
    {
        if (NamesOneTwice(pairs))
            return $"{field.Label} has a name twice; leave one of them out.";
        if (pairs.Count > field.MaxPairs)
            return $"{field.Label} may have at most {field.MaxPairs} entries; there are {pairs.Count}.";
        return pairs.Select(pair => FaultOfPair(field, pair.Key, pair.Value, filledIn)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOfPair(PayloadField field, string name, JsonNode? value, bool filledIn)
    {
        if (name.Length is 0 or > LongestName)
            return $"{field.Label}: a name has to have 1 to {LongestName} characters.";
        // $ would let a line break at the end of the name through.
        if (field.Names is { } rule && (name.EndsWith('\n') || !Regex.IsMatch(name, rule.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))))
            return $"{field.Label}: '{name}' is not a possible name; write {rule.Hint}.";
        if (value is null || value.GetValueKind() != JsonValueKind.String)
            return $"{field.Label}: the value of '{name}' has to be a text.";
        var text = value.GetValue<string>();
        if (text.Length > field.MaxLength)
            return $"{field.Label}: the value of '{name}' may have at most {field.MaxLength} characters; it has {text.Length}.";
        if (!filledIn && StandIns.FaultIn(field, ref text) is { } fault)
            return $"{field.Label}: the value of '{name}': {fault}";
        return text.Any(character => char.IsControl(character) && character != '\t')
            ? $"{field.Label}: the value of '{name}' has to be one line without control characters."
            : null;
    }
}
