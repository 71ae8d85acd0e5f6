using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Templates;

/// <summary>Finds the secrets that a payload names.</summary>
internal static class PayloadSecrets
{
    /// <summary>Each name with the field it stands in, as <c>payload.url</c>. Placeholders that are not understood name none.</summary>
    public static IEnumerable<(string Field, string Name)> In(JsonObject payload) => payload
        .SelectMany(field => Texts(field.Value).Where(Template.MayBe).SelectMany(NamesIn).Select(name => ($"payload.{field.Key}", name)))
        .Distinct();

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private static IEnumerable<string> NamesIn(string text) =>
        Template.Read(text, out _)?.Placeholders.Where(placeholder => placeholder.Kind == PlaceholderKind.Secret).Select(placeholder => placeholder.Name) ?? [];
}
