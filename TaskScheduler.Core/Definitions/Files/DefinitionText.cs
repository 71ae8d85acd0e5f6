using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TaskScheduler.Core.Definitions.Files;

/// <summary>Writes definitions, the same ones always as the same text.</summary>
internal static partial class DefinitionText
{
    private static readonly JsonSerializerOptions readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    // What other readers of YAML take for something else than text.
    private static readonly HashSet<string> notText = new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Write(IEnumerable<JsonObject> tasks, DefinitionFormat format)
    {
        var file = new JsonObject { ["tasks"] = new JsonArray([.. tasks]) };
        return format == DefinitionFormat.Json ? file.ToJsonString(readable) + "\n" : Yaml(file);
    }

    private static string Yaml(JsonObject file)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var settings = EmitterSettings.Default.WithIndentedSequences().WithNewLine("\n").WithBestWidth(int.MaxValue);
        var emitter = new Emitter(text, settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, file);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        if (node is JsonObject map)
        {
            emitter.Emit(new MappingStart(null, null, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
            foreach (var (name, value) in map)
            {
                emitter.Emit(Text(name, isName: true));
                Emit(emitter, value);
            }

            emitter.Emit(new MappingEnd());
        }
        else if (node is JsonArray list)
        {
            var isShort = list.All(item => item is JsonValue);
            emitter.Emit(new SequenceStart(null, null, isImplicit: true, isShort ? SequenceStyle.Flow : SequenceStyle.Block));
            foreach (var item in list)
                Emit(emitter, item);
            emitter.Emit(new SequenceEnd());
        }
        else
        {
            emitter.Emit(node?.GetValueKind() == JsonValueKind.String ? Text(node.GetValue<string>(), isName: false) : Scalar(node?.ToJsonString() ?? "null", ScalarStyle.Plain));
        }
    }

    private static Scalar Text(string text, bool isName) => Scalar(text,
        PlainText().IsMatch(text) && !notText.Contains(text) ? ScalarStyle.Plain
        : !isName && Paragraphs().IsMatch(text) ? ScalarStyle.Literal
        : ScalarStyle.DoubleQuoted);

    private static Scalar Scalar(string text, ScalarStyle style) => new(null, null, text, style, isPlainImplicit: true, isQuotedImplicit: true);

    // Words, addresses, ids: nothing that any reader could take for a number, a date or a mark of YAML's own.
    [GeneratedRegex(@"^([\p{L}/][\p{L}\p{Mn}0-9_./@+()%=?~-]*((:|[ ])[\p{L}\p{Mn}0-9_./@+()%=?~-]+)*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^[^\s\p{C}]([^\p{C}\u2028\u2029]*[^\s\p{C}])?(\n+[^\s\p{C}]([^\p{C}\u2028\u2029]*[^\s\p{C}])?)+\n?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Paragraphs();
}
