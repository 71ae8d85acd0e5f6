using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskScheduler.Core.Templates;

/// <summary>Writes values so that they fit into their surroundings.</summary>
internal static class PlaceholderEncodings
{
    public static string Of(string value, PlaceholderEncoding encoding) => encoding switch
    {
        PlaceholderEncoding.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        PlaceholderEncoding.Url => Uri.EscapeDataString(value),
        PlaceholderEncoding.Html => WebUtility.HtmlEncode(value),
        PlaceholderEncoding.Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
        _ => value,
    };
}
