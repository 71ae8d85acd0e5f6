using System.Text;

namespace TaskScheduler.Core.Templates;

/// <summary>A text with placeholders, such as <c>https://example.org/{{due | yyyy}}</c>, taken apart; docs/templates.md has the grammar.</summary>
public sealed class Template
{
    private const string Open = "{{";
    private const string Close = "}}";

    private Template(List<TemplatePart> parts) => Parts = parts;

    /// <summary>What it consists of, in order.</summary>
    public IReadOnlyList<TemplatePart> Parts { get; }

    public IEnumerable<Placeholder> Placeholders => Parts.Select(part => part.Placeholder).OfType<Placeholder>();

    /// <summary>Whether a text, or the JSON around it, has to be looked at at all.</summary>
    public static bool MayBe(string text) => text.Contains(Open, StringComparison.Ordinal);

    /// <summary>Takes a text apart. What is wrong with a placeholder is said as a sentence.</summary>
    public static Template? Read(string text, out string? fault)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        fault = null;
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var braces)
        {
            var backslashes = BackslashesBefore(text, braces, at);
            literal.Append(text, at, braces - at - backslashes).Append('\\', backslashes / 2);
            if (backslashes % 2 == 1)
            {
                literal.Append(Open);
                at = braces + Open.Length;
                continue;
            }

            // Of more than two braces the last two begin the placeholder: {{{input}} in a JSON text is a brace and a placeholder.
            for (; braces + Open.Length < text.Length && text[braces + Open.Length] == '{'; braces++)
                literal.Append('{');
            var end = text.IndexOf(Close, braces, StringComparison.Ordinal);
            if (end < 0)
            {
                fault = @"'{{' begins a placeholder, and '}}' to end it is missing. To write two braces as they are, put a backslash before them: \{{";
                return null;
            }

            if (PlaceholderText.Read(text[(braces + Open.Length)..end], out fault) is not { } placeholder)
                return null;
            parts.Add(new(literal.ToString(), placeholder));
            literal.Clear();
            at = end + Close.Length;
        }

        parts.Add(new(literal.Append(text, at, text.Length - at).ToString(), null));
        return new(parts);
    }

    private static int BackslashesBefore(string text, int at, int from)
    {
        var first = at;
        while (first > from && text[first - 1] == '\\')
            first--;
        return at - first;
    }
}

/// <summary>Words as they are, and the placeholder after them.</summary>
/// <param name="Placeholder">Null at the end of the text.</param>
public readonly record struct TemplatePart(string Literal, Placeholder? Placeholder);
