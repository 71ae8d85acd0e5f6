using System.Net.Mime;
using System.Text.Json;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>Reads a request's body as one JSON object.</summary>
public static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    // "Two titles" is a mistake of the caller, and nobody could say which one they meant.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Returns the object, or the refusal to answer with. The caller disposes the document.</summary>
    public static async Task<(JsonDocument? Body, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Asked for even though only JSON is ever understood: a foreign web page can't send this type without a preflight.
        if (!request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"Send the body as {MediaTypeNames.Application.Json}."));

        byte[]? bytes;
        try
        {
            bytes = await BytesAsync(request, MaxBytes, cancellationToken);
        }
        catch (BadHttpRequestException error)
        {
            return (null, Problems.Of(error.StatusCode, error.Message));
        }

        if (bytes is null)
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The body may have up to {MaxBytes} bytes."));
        try
        {
            var body = JsonDocument.Parse(bytes, Strict);
            CheckText(bytes);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
                return (body, null);
            body.Dispose();
            return (null, Problems.Invalid(new Fault("body", "The body must be a JSON object.")));
        }
        catch (JsonException error)
        {
            return (null, Problems.Invalid(new Fault("body", $"The body is not valid JSON: {error.Message}")));
        }
        catch (InvalidOperationException)
        {
            return (null, Problems.Invalid(new Fault("body", "The body holds text that is not valid Unicode.")));
        }
    }

    // The parser lets half a surrogate pair and broken UTF-8 pass until somebody reads the text.
    private static void CheckText(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
    }

    /// <summary>The whole body; null when it has more bytes than that.</summary>
    /// <remarks>Not left to the server's own limit: that one is for all requests, and the circuits of the pages have theirs.</remarks>
    internal static async Task<byte[]?> BytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            return null;
        using var kept = new MemoryStream((int)(request.ContentLength ?? 1024));
        var buffer = new byte[8 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (kept.Length + read > maxBytes)
                return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
