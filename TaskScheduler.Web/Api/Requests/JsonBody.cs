using System.Net.Mime;
using System.Text.Json;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>Says of a call that its body may have another size than <see cref="JsonBody.MaxBytes"/>.</summary>
public sealed record BodyLimit(int Bytes);

/// <summary>Reads a request's body as JSON.</summary>
public static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    // "Two titles" is a mistake of the caller, and nobody could say which one they meant.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Answers with what <paramref name="use"/> makes of the object, or with the refusal.</summary>
    public static async Task<IResult> UseAsync(HttpRequest request, Func<JsonElement, Task<IResult>> use, CancellationToken cancellationToken)
    {
        var (body, refused) = await ReadAsync(request, cancellationToken);
        using (body)
            return body is null ? refused! : await use(body.RootElement);
    }

    /// <summary>Returns the object, or the refusal to answer with. The caller disposes the document.</summary>
    public static async Task<(JsonDocument? Body, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await ReadAnyAsync(request, cancellationToken);
        if (read.Body is null or { RootElement.ValueKind: JsonValueKind.Object })
            return read;
        read.Body.Dispose();
        return (null, Problems.Invalid(new Fault("body", "The body must be a JSON object.")));
    }

    /// <summary>The same for a body that may be any JSON value.</summary>
    public static async Task<(JsonDocument? Body, IResult? Refused)> ReadAnyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Asked for even though only JSON is ever understood: a foreign web page can't send this type without a preflight.
        if (!request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"Send the body as {MediaTypeNames.Application.Json}."));

        var (bytes, refused) = await BytesAsync(request, cancellationToken);
        if (bytes is null)
            return (null, refused);
        try
        {
            var body = JsonDocument.Parse(bytes, Strict);
            CheckText(bytes);
            return (body, null);
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

    /// <summary>Returns the body as it was sent, up to the size that the call allows, or the refusal to answer with.</summary>
    public static async Task<(byte[]? Bytes, IResult? Refused)> BytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var max = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? MaxBytes;
        try
        {
            return await BytesAsync(request, max, cancellationToken) is { } bytes
                ? (bytes, null)
                : (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The body may have up to {max} bytes."));
        }
        catch (BadHttpRequestException error)
        {
            return (null, Problems.Of(error.StatusCode, error.Message));
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

    // Not left to the server's own limit: that one is for all requests, and the circuits of the pages have theirs.
    private static async Task<byte[]?> BytesAsync(HttpRequest request, int max, CancellationToken cancellationToken)
    {
        if (request.ContentLength > max)
            return null;
        using var kept = new MemoryStream((int)(request.ContentLength ?? 1024));
        var buffer = new byte[8 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (kept.Length + read > max)
                return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
