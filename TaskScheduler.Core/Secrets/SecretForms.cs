using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskScheduler.Core.Secrets;

/// <summary>The forms in which a secret may come back in an answer, a message or an output.</summary>
internal static class SecretForms
{
    // A line of a key file counts by itself from this length on; shorter ones, such as a brace, would hide half of a text.
    private const int ShortestLine = 8;

    // Of a base64 text in the midst of a longer one this much has to be of the secret, in characters.
    private const int ShortestPiece = 8;

    public static IEnumerable<string> Of(string value) =>
        Parts(value).Distinct(StringComparer.Ordinal).SelectMany(part => Encodings(part).Append(part)).Where(form => form.Length >= SecretRules.ShortestValue).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Parts(string value) =>
        [value, value.Trim(), value.Replace("\r\n", "\n", StringComparison.Ordinal), .. value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestLine)];

    private static IEnumerable<string> Encodings(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        string[] percent = [Uri.EscapeDataString(text), WebUtility.UrlEncode(text), UrlEncoder.Default.Encode(text)];
        return
        [
            .. percent,
            .. percent.Select(LowerEscapes),
            JsonEncodedText.Encode(text).ToString(),
            JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            LowerEscapes(JsonEncodedText.Encode(text).ToString(), @"\u", 4),
            WebUtility.HtmlEncode(text),
            HtmlEncoder.Default.Encode(text),
            HtmlEncoder.Default.Encode(text).Replace("&#x27;", "&#39;", StringComparison.Ordinal),
            Convert.ToHexString(bytes),
            Convert.ToHexStringLower(bytes),
            .. Base64(bytes),
        ];
    }

    private static string LowerEscapes(string text) => LowerEscapes(text, "%", 2);

    private static string LowerEscapes(string text, string mark, int digits)
    {
        var lower = new StringBuilder(text);
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
            for (var digit = at + mark.Length; digit < Math.Min(at + mark.Length + digits, text.Length); digit++)
                lower[digit] = char.ToLowerInvariant(lower[digit]);
        return lower.ToString();
    }

    /// <summary>By itself, and as it looks within a longer text that was encoded, such as <c>user:secret</c>: three ways, by where it begins.</summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        var whole = Convert.ToBase64String(bytes);
        var found = new List<string> { whole, whole.TrimEnd('=') };
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            // The characters at both ends share bits with what stands beside the secret.
            var first = before == 0 ? 0 : before + 1;
            var last = (before + bytes.Length) * 8 / 6;
            if (last - first >= ShortestPiece)
                found.Add(encoded[first..last]);
        }

        return found.SelectMany(form => new[] { form, form.Replace('+', '-').Replace('/', '_') });
    }
}
