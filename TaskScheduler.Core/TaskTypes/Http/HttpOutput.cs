using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace TaskScheduler.Core.TaskTypes.Http;

/// <summary>Says an HTTP answer as text: status line, headers, and the first part of its body.</summary>
internal static class HttpOutput
{
    /// <summary>How much of a body is kept, in bytes.</summary>
    public const int KeptBody = 64 * 1024;

    /// <summary>Stands where a body was cut.</summary>
    public const string CutMark = "\n… (cut: ";

    private static readonly string[] textTypes = ["json", "xml", "javascript", "yaml", "x-www-form-urlencoded", "graphql", "csv"];

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/{response.Version} {Status(response)}\n");
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            foreach (var value in values)
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        var (bytes, cut) = await ReadBodyAsync(response.Content, cancellationToken);
        if (bytes.Length > 0)
            text.Append('\n').Append(BodyText(response.Content.Headers, bytes, cut));
        return text.ToString();
    }

    public static string Status(HttpResponseMessage response) => $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();

    private static async Task<(byte[] Bytes, bool Cut)> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte more than is kept, to know whether there is more.
        var buffer = new byte[KeptBody + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return (buffer[..Math.Min(read, KeptBody)], read > KeptBody);
    }

    private static string BodyText(HttpContentHeaders headers, byte[] bytes, bool cut)
    {
        var type = headers.ContentType?.MediaType;
        if (!IsText(type, bytes))
        {
            var size = headers.ContentLength is { } length ? $"{length}" : cut ? $"more than {KeptBody}" : $"{bytes.Length}";
            return $"({size} bytes of {type ?? "an unnamed type"})\n";
        }
        var text = Decode(EncodingOf(headers.ContentType?.CharSet), bytes, cut);
        return cut ? $"{text}{CutMark}the body is longer than {KeptBody / 1024} KB)\n" : text;
    }

    private static bool IsText(string? type, byte[] bytes)
    {
        if (type is not null && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            return Array.Exists(textTypes, known => type.Contains(known, StringComparison.OrdinalIgnoreCase));
        return type is not null || !bytes.Contains((byte)0);
    }

    private static Encoding EncodingOf(string? charset)
    {
        if (charset is null)
            return Encoding.UTF8;
        try
        {
            var name = charset.Trim('"');
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    /// <summary>Puts U+FFFD for what is not in the encoding; a character that the cut halves is left out.</summary>
    private static string Decode(Encoding encoding, byte[] bytes, bool cut)
    {
        var preamble = encoding.Preamble;
        ReadOnlySpan<byte> body = bytes.AsSpan().StartsWith(preamble) ? bytes.AsSpan(preamble.Length) : bytes;
        var decoder = encoding.GetDecoder();
        var characters = new char[encoding.GetMaxCharCount(body.Length)];
        return new string(characters, 0, decoder.GetChars(body, characters, flush: !cut));
    }
}
