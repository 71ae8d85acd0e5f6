namespace TaskScheduler.Core.Definitions.Files;

/// <summary>A part of a file, whether YAML or JSON, with the line on which it begins (from 1).</summary>
internal abstract record FileNode(int Line)
{
    /// <summary>Deeper files than this are refused.</summary>
    public const int MaxDepth = 32;

    /// <summary>The line of what a dotted path names, or of the nearest part around it that is there.</summary>
    public virtual int LineOf(string path) => Line;
}

/// <param name="Plain">Written without quotes: a number, true, false or null is then what it looks like where that is meant.</param>
internal sealed record FileText(int Line, string Text, bool Plain) : FileNode(Line)
{
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record FileList(int Line, IReadOnlyList<FileNode> Items) : FileNode(Line);

internal sealed record FileMember(string Name, int Line, FileNode Value);

internal sealed record FileMap(int Line, IReadOnlyList<FileMember> Members) : FileNode(Line)
{
    public FileNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;

    public override int LineOf(string path) => Found(path) ?? Line;

    private int? Found(string path)
    {
        foreach (var member in Members)
        {
            if (path == member.Name)
                return member.Line;
            if (path.StartsWith(member.Name + ".", StringComparison.Ordinal))
                return (member.Value as FileMap)?.Found(path[(member.Name.Length + 1)..]) ?? member.Line;
        }

        return null;
    }
}
