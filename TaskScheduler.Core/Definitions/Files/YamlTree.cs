using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TaskScheduler.Core.Definitions.Files;

/// <summary>Reads YAML 1.2 as far as a definition needs it: one document, no aliases, so that a small file can't unfold into a large one.</summary>
internal sealed class YamlTree
{
    private readonly Parser parser;
    private readonly List<DefinitionFault> faults;

    private YamlTree(string text, List<DefinitionFault> faults)
    {
        parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        this.faults = faults;
    }

    /// <summary>Returns null when it has added the fault for which nothing can be read.</summary>
    public static FileNode? Read(string text, List<DefinitionFault> faults)
    {
        try
        {
            return new YamlTree(text, faults).Document();
        }
        catch (YamlException error)
        {
            faults.Add(new("", (int)error.Start.Line, $"This is not valid YAML: {error.Message.TrimEnd('.')}."));
            return null;
        }
    }

    private FileNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var root = Node(1);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            faults.Add(new("", Line(second), "The file holds a second document; put all tasks into one list."));
        return root;
    }

    private FileNode Node(int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return new FileText(Line(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
        var start = parser.Current!;
        if (start is AnchorAlias or not (SequenceStart or MappingStart))
            return Refused(start, "Aliases (*name) are not read here; write out what is meant.");
        if (depth >= FileNode.MaxDepth)
            return Refused(start, $"This is nested deeper than {FileNode.MaxDepth} levels.");
        return parser.TryConsume<SequenceStart>(out _) ? List(start, depth) : Map(start, depth);
    }

    private FileList List(ParsingEvent start, int depth)
    {
        var items = new List<FileNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new(Line(start), items);
    }

    private FileMap Map(ParsingEvent start, int depth)
    {
        parser.Consume<MappingStart>();
        var members = new Dictionary<string, FileMember>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Current!;
            if (!parser.TryConsume<Scalar>(out var name))
            {
                Refused(key, "A name has to be a text.");
                parser.SkipThisAndNestedEvents();
                continue;
            }

            if (!members.TryAdd(name.Value, new(name.Value, Line(key), Node(depth + 1))))
                faults.Add(new("", Line(key), $"'{name.Value}' stands here twice; leave one of them out."));
        }

        return new(Line(start), [.. members.Values]);
    }

    private FileText Refused(ParsingEvent at, string message)
    {
        faults.Add(new("", Line(at), message));
        parser.SkipThisAndNestedEvents();
        return new(Line(at), "", Plain: true);
    }

    private static int Line(ParsingEvent part) => (int)part.Start.Line;
}
