using System.Buffers;

namespace TaskScheduler.Core.Templates;

/// <summary>
/// Placeholders in an address. After the host a value is written as data of a URL, so that it can't begin another part of it. Within scheme,
/// host and port it is put in as it is and may only hold what these may. At the very beginning of the address it may be an address itself.
/// </summary>
internal static class UrlTemplate
{
    // Where a value stands at the beginning, it is taken for something like this until it is known.
    private const string SomeAddress = "https://host.example";

    private static readonly SearchValues<char> endsAuthority = SearchValues.Create(@"/?#\");
    private static readonly SearchValues<char> withinAuthority = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:[]");

    /// <summary>An address of the same shape, to be checked when the task is saved.</summary>
    public static string StandIn(Template template) => string.Concat(template.Parts.Select((part, index) =>
        part.Literal + (part.Placeholder is null ? "" : index == 0 && part.Literal.Length == 0 ? SomeAddress : "1")));

    /// <summary>How a value is written at this place; null when it can't stand there.</summary>
    /// <param name="before">The literal parts before it, with stand-ins for placeholders.</param>
    public static string? Placed(string before, string value)
    {
        if (before.Length == 0)
            return value;
        var scheme = before.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || !before.AsSpan(scheme + 3).ContainsAny(endsAuthority))
            return value.AsSpan().ContainsAnyExcept(withinAuthority) ? null : value;
        // A way up in the path, which a URL follows however it is written (RFC 3986 §5.2.4).
        return value is "." or ".." ? null : Uri.EscapeDataString(value);
    }

    /// <summary>What <see cref="Placed"/> is to be told stands before the placeholder after this one.</summary>
    public static string After(string before) => before + (before.Length == 0 ? SomeAddress : "1");
}
