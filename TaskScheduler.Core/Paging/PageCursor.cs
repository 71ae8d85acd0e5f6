using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Core.Paging;

/// <summary>
/// The place in a sorted list after which a page begins. It names the last row by what it is sorted by, not by its number: so it
/// is found in an index at any depth, and rows that are added or taken away before it move nothing.
/// </summary>
/// <param name="List">Which list it belongs to, from <see cref="NameOf"/>.</param>
/// <param name="Page">The number of the page that it ends.</param>
/// <param name="Number">What the list is sorted by, if that is a number; null where the row has none.</param>
/// <param name="Texts">What the list is sorted by, if that is text.</param>
public sealed record PageCursor(
    [property: JsonPropertyName("l")] string List,
    [property: JsonPropertyName("p")] int Page,
    [property: JsonPropertyName("i")] Guid Id,
    [property: JsonPropertyName("n")] long? Number,
    [property: JsonPropertyName("t")] IReadOnlyList<string>? Texts = null)
{
    private const int MaxLength = 4_000;

    private static readonly JsonSerializerOptions brief = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A short name for a list with this order and this filter.</summary>
    public static string NameOf(params IEnumerable<object?> parts) =>
        Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts.Select(part => part?.ToString())))[..9]);

    /// <summary>Reads what <see cref="ToString"/> wrote for the list of this name; null when it is anything else.</summary>
    public static PageCursor? Read(string text, string list)
    {
        try
        {
            var cursor = text.Length <= MaxLength ? JsonSerializer.Deserialize<PageCursor>(Base64Url.DecodeFromChars(text), brief) : null;
            return cursor?.List == list && cursor.Page is > 0 and < int.MaxValue ? cursor : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, brief));
}
