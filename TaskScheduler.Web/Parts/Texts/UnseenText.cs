using System.Text;

namespace TaskScheduler.Web.Parts.Texts;

/// <summary>Names characters that are not seen themselves but change how others are: with them a text can look like another one.</summary>
public static class UnseenText
{
    /// <summary>What is shown in place of the character; null when it can be shown itself.</summary>
    public static string? NameOf(char unit) => unit switch
    {
        // Marks, embeddings, overrides and isolates of the writing direction (UAX #9), and two that end a line for a browser alone.
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' => $"‹U+{(int)unit:X4}›",
        _ => null,
    };

    /// <summary>The text with such characters named, and escape sequences and control characters other than line breaks left out.</summary>
    public static string Shown(string text)
    {
        if (!text.Any(unit => char.IsControl(unit) || NameOf(unit) is not null))
            return text;
        var (shown, sequences) = (new StringBuilder(text.Length), new SequenceReader());
        foreach (var unit in text)
            if (sequences.Takes(unit, out _))
                continue;
            else if (NameOf(unit) is { } name)
                shown.Append(name);
            else if (!char.IsControl(unit) || unit is '\n' or '\t')
                shown.Append(unit);
        return shown.ToString();
    }
}
