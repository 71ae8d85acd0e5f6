namespace TaskScheduler.Core;

/// <summary>The start of a text that may be too long to be kept or shown.</summary>
internal static class Excerpt
{
    /// <summary>The text itself where it is short enough, else its first <paramref name="longest"/> UTF-16 units and an ellipsis, or one unit less so that no character is cut in two.</summary>
    public static string Of(string text, int longest) => text.Length <= longest ? text : StartOf(text, longest) + "…";

    /// <summary>At most so many UTF-16 units from the start, and no half of a character.</summary>
    public static string StartOf(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
