using System.Text;
using System.Text.Json;

namespace TaskScheduler.Core.Definitions.Files;

/// <summary>Reads JSON with the lines on which things stand.</summary>
internal sealed class JsonTree
{
    private readonly byte[] json;
    private readonly List<DefinitionFault> faults;
    private int counted;
    private int line = 1;

    private JsonTree(byte[] json, List<DefinitionFault> faults)
    {
        this.json = json;
        this.faults = faults;
    }

    /// <summary>Returns null when it has added the fault for which nothing can be read.</summary>
    public static FileNode? Read(string text, List<DefinitionFault> faults)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = FileNode.MaxDepth });
            reader.Read();
            var root = new JsonTree(bytes, faults).Node(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            faults.Add(new("", (int)(error.LineNumber ?? 0) + 1, "This is not valid JSON: " + error.Message.Split(" LineNumber:")[0]));
            return null;
        }
        catch (InvalidOperationException)
        {
            faults.Add(new("", null, "The file holds text that is not valid Unicode."));
            return null;
        }
    }

    private FileNode Node(ref Utf8JsonReader reader)
    {
        var at = LineOf(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new FileText(at, reader.GetString()!, Plain: false);
            case JsonTokenType.StartArray:
                var items = new List<FileNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Node(ref reader));
                return new FileList(at, items);
            case JsonTokenType.StartObject:
                return Map(ref reader, at);
            default:
                return new FileText(at, Encoding.UTF8.GetString(reader.ValueSpan), Plain: true);
        }
    }

    private FileMap Map(ref Utf8JsonReader reader, int at)
    {
        var members = new Dictionary<string, FileMember>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var nameLine = LineOf(reader.TokenStartIndex);
            reader.Read();
            if (!members.TryAdd(name, new(name, nameLine, Node(ref reader))))
                faults.Add(new("", nameLine, $"'{name}' stands here twice; leave one of them out."));
        }

        return new(at, [.. members.Values]);
    }

    // Asked in the order of the file, so that each byte is looked at once.
    private int LineOf(long position)
    {
        line += json.AsSpan(counted, (int)position - counted).Count((byte)'\n');
        counted = (int)position;
        return line;
    }
}
