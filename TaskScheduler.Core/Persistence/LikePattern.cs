namespace TaskScheduler.Core.Persistence;

/// <summary>Patterns for SQL's LIKE with <c>\</c> as the escape character.</summary>
internal static class LikePattern
{
    /// <summary>Matches what contains the text as it is written.</summary>
    public static string Containing(string text) => $"%{Escaped(text)}%";

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
