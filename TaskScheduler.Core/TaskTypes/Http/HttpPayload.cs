using System.Text.Json.Nodes;

namespace TaskScheduler.Core.TaskTypes.Http;

/// <summary>What an <c>http</c> task is to send and to expect.</summary>
internal sealed record HttpPayload(HttpMethod Method, Uri Url, IReadOnlyList<(string Name, string Value)> Headers, string Body, string ExpectedStatus)
{
    public const string DefaultMethod = "GET";
    public const string DefaultExpectedStatus = "200-299";

    /// <summary>Names as RFC 9110 §5.6.2 has them (token).</summary>
    private static readonly NameRule headerName = new("^[!#$%&'*+\\-.^_`|~0-9A-Za-z]+$", "letters, digits and hyphens, as X-Api-Key");

    public static TaskTypeDescription Description { get; } = new(
        "http",
        "HTTP request",
        "Calls a URL and keeps the answer.",
        "public",
        [
            new("method", "Method", PayloadFieldKind.Choice) { Default = DefaultMethod, Choices = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] },
            new("url", "URL", PayloadFieldKind.Url) { Required = true, Help = "The full address, with http:// or https://." },
            new("headers", "Headers", PayloadFieldKind.Pairs) { MaxLength = 8_000, Names = headerName, Help = $"Besides these, {HttpTaskType.RunIdHeader} (the same in every attempt of a run) and {HttpTaskType.AttemptHeader} (from 1) are sent, so that a server can tell a second attempt from a second run." },
            new("body", "Body", PayloadFieldKind.LongText) { MaxLength = 256 * 1024, Help = "Sent as text/plain in UTF-8 unless a Content-Type header says otherwise. Left empty, POST, PUT and PATCH send on the JSON that the task was started with from outside." },
            new("expectedStatus", "Expected status", PayloadFieldKind.StatusCodes) { Default = DefaultExpectedStatus, MaxLength = 200, Help = "The run fails when the answer has another status." },
        ]);

    /// <param name="json">Accepted by <see cref="PayloadRules"/>.</param>
    public static HttpPayload Read(string json)
    {
        var payload = JsonNode.Parse(json)!.AsObject();
        return new(
            HttpMethod.Parse(Text("method", DefaultMethod)),
            new Uri(Text("url", "")),
            payload["headers"] is JsonObject headers ? [.. headers.Select(header => (header.Key, header.Value!.GetValue<string>()))] : [],
            Text("body", ""),
            Text("expectedStatus", DefaultExpectedStatus));

        string Text(string name, string absent) =>
            payload[name]?.GetValue<string>() is { Length: > 0 } text ? text : absent;
    }
}
