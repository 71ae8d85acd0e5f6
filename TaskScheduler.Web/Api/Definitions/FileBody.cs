using System.Net.Mime;
using System.Text;
using TaskScheduler.Core;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Definitions;

/// <summary>Reads a request's body as the text of a file.</summary>
internal static class FileBody
{
    public const string Yaml = "application/yaml";
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The format that the request's content type names; null when it names none of them (RFC 9512 for YAML).</summary>
    public static DefinitionFormat? FormatOf(HttpRequest request) =>
        request.HasJsonContentType() ? DefinitionFormat.Json
        : IsOneOf(request, Yaml, "application/x-yaml", "text/yaml", "text/x-yaml") ? DefinitionFormat.Yaml
        : null;

    public static bool IsPlainText(HttpRequest request) => IsOneOf(request, MediaTypeNames.Text.Plain);

    /// <summary>Returns the text, or the refusal to answer with.</summary>
    public static async Task<(string? Text, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (bytes, refused) = await JsonBody.BytesAsync(request, cancellationToken);
        if (bytes is null)
            return (null, refused);
        try
        {
            return (strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.Invalid(new Fault("file", "The file is not valid UTF-8; save it as UTF-8.")));
        }
    }

    private static bool IsOneOf(HttpRequest request, params ReadOnlySpan<string> types)
    {
        var sent = request.ContentType?.Split(';')[0].Trim();
        foreach (var type in types)
            if (type.Equals(sent, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
