using System.Security.Cryptography;
using System.Text;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Api.Repeats;

/// <summary>Reads the header with which a sender names a request (draft-ietf-httpapi-idempotency-key-header, section 2).</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>Returns the key without its quotation marks; null when there is none, or a fault.</summary>
    public static string? Of(HttpRequest request, out Fault? fault)
    {
        fault = null;
        var header = request.Headers[Header];
        if (header.Count == 0)
            return null;

        // The draft wants a string in quotes (RFC 8941, section 3.3.3); most clients send the bare key, which means the same.
        var key = header.ToString().Trim();
        if (key is ['"', .. var inner, '"'])
            key = inner;
        if (header.Count == 1 && key.Length is > 0 and <= MaxLength && key.All(letter => letter is >= '!' and <= '~' and not '"' and not '\\'))
            return key;
        fault = new(Header, $"{Header} must be one key of 1 to {MaxLength} visible ASCII characters without quotation marks and backslashes, such as a UUID.");
        return null;
    }

    /// <summary>Tells requests apart: by method, path, query and body.</summary>
    public static byte[] FingerprintOf(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value?.ToUpperInvariant().TrimEnd('/')}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
