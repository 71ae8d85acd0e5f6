using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Definitions.Files;

/// <summary>What a value without quotes is (YAML 1.2.2 §10.2, JSON schema): true, false, a number, else text.</summary>
internal static partial class PlainValue
{
    // Read from its text, so that a number keeps the spelling of its author.
    public static JsonNode Of(string text) =>
        text is "true" or "false" || Number().IsMatch(text) ? JsonNode.Parse(text)! : JsonValue.Create(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
