using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.TaskTypes.Http;

/// <summary>Calls a URL; it succeeds when the answer has an expected status.</summary>
public sealed class HttpTaskType(IHttpClientFactory clients, TimeProvider time) : ITaskType
{
    /// <summary>Name of the client it uses, for those who configure it.</summary>
    public const string ClientName = "task-http";

    /// <summary>Header with the id of the run, the same in all its attempts: what a server needs to do one thing once.</summary>
    public const string RunIdHeader = "TaskScheduler-Run-Id";

    /// <summary>Header with the number of the attempt, from 1.</summary>
    public const string AttemptHeader = "TaskScheduler-Attempt";

    // W3C Trace Context: the span of the attempt, which the called server goes on from.
    private const string TraceHeader = "traceparent";

    public TaskTypeDescription Description => HttpPayload.Description;

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        var payload = HttpPayload.Read(run.Payload);
        using var client = clients.CreateClient(ClientName);
        using var request = RequestOf(payload, run);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await run.Output.WriteAsync(await HttpOutput.ReadAsync(response, cancellationToken), cancellationToken);
            return ErrorOf(payload, response) is { } error
                ? Performance.Failed(error) with { IsFinal = FailedAnswer.IsFinal(response), RetryAfter = FailedAnswer.RetryAfter(response, time.GetUtcNow()) }
                : Performance.Succeeded();
        }
        catch (HttpRequestException error)
        {
            return OutgoingRegistration.RefusalIn(error) is { } refusal ? Performance.Failed(refusal) with { IsFinal = true } : Performance.Failed(Sentence(error));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return Performance.Failed($"The answer could not be read to its end: {Plain(error.Message)}.");
        }
    }

    private static HttpRequestMessage RequestOf(HttpPayload payload, RunContext run)
    {
        var request = new HttpRequestMessage(payload.Method, payload.Url) { Content = ContentOf(payload, run) };
        foreach (var (name, value) in payload.Headers)
        {
            // The length is the body's; any other would break the connection.
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || request.Headers.TryAddWithoutValidation(name, value))
                continue;
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        // Last, and in place of what the task says: a server that trusts them must not be told two.
        request.Headers.Remove(RunIdHeader);
        request.Headers.Remove(AttemptHeader);
        request.Headers.Add(RunIdHeader, run.RunId.ToString());
        request.Headers.Add(AttemptHeader, run.Attempt.ToString(CultureInfo.InvariantCulture));

        // Only while traces are sent, and never in the place of one that the task says.
        if (Traces.Here is { } trace && !request.Headers.Contains(TraceHeader))
            request.Headers.Add(TraceHeader, trace);
        return request;
    }

    private static StringContent? ContentOf(HttpPayload payload, RunContext run)
    {
        if (payload.Body.Length > 0)
            return new(payload.Body, Encoding.UTF8, new MediaTypeHeaderValue("text/plain", "utf-8"));
        // The others have no use for a body, and some servers refuse one (RFC 9110 §9.3).
        return run.Input is not null && (payload.Method == HttpMethod.Post || payload.Method == HttpMethod.Put || payload.Method == HttpMethod.Patch)
            ? new(run.Input, Encoding.UTF8, new MediaTypeHeaderValue("application/json"))
            : null;
    }

    private static string? ErrorOf(HttpPayload payload, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (StatusCodeRanges.TryParse(payload.ExpectedStatus, out var expected) && expected.Contains(status))
            return null;
        var sentence = $"The server answered {HttpOutput.Status(response)}; expected was {payload.ExpectedStatus}.";
        return status is >= 300 and < 400 && response.Headers.Location is not null
            ? $"{sentence} Redirects are followed up to {OutgoingRegistration.MostRedirects} times, and never from https to http."
            : sentence;
    }

    private static string Sentence(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"The name of the server was not found: {Plain(error.Message)}.",
        HttpRequestError.ConnectionError => $"There was no connection to the server: {Plain(error.Message)}.",
        HttpRequestError.SecureConnectionError => $"There was no secure connection (TLS) to the server: {Plain(error.GetBaseException().Message)}.",
        HttpRequestError.ResponseEnded => "The server closed the connection before it had answered.",
        HttpRequestError.InvalidResponse => $"The server did not answer in HTTP: {Plain(error.Message)}.",
        HttpRequestError.ConfigurationLimitExceeded => $"The answer is larger than accepted: {Plain(error.Message)}.",
        _ => $"The request failed: {Plain(error.GetBaseException().Message)}.",
    };

    private static string Plain(string message) => message.TrimEnd('.', ' ');
}
