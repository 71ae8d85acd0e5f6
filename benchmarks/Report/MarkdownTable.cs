using System.Text;

namespace TaskScheduler.Benchmarks.Report;

/// <summary>A table in the report: the first column is text, the others are figures.</summary>
internal sealed class MarkdownTable(params string[] headers)
{
    private readonly StringBuilder text = new StringBuilder()
        .Append("| ").AppendJoin(" | ", headers).Append(" |\n")
        .Append("|---").AppendJoin("", headers.Skip(1).Select(_ => "|---:")).Append("|\n");

    public MarkdownTable Row(params string[] cells)
    {
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        return this;
    }

    public override string ToString() => text.ToString();
}
