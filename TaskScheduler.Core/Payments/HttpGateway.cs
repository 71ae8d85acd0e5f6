using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Core.Payments;

/// <summary>Has payments made by a gateway that is called over HTTP, with the id of the run as the key of the payment (draft-ietf-httpapi-idempotency-key-header).</summary>
internal sealed class HttpGateway(IHttpClientFactory clients, IDbContextFactory<SchedulerDb> databases, IOptions<PaymentOptions> options, TimeProvider time) : IPaymentGateway
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>How much of an answer is shown, in bytes: enough for a receipt or a problem.</summary>
    private const int ShownAnswer = 2_000;

    private readonly PaymentOptions options = options.Value;

    public string Name => $"the gateway {Address.Host}";

    private Uri Address => new(options.Url!);

    public async Task<PaymentOutcome> PayAsync(PaymentOrder order, CancellationToken cancellationToken)
    {
        if (!await MayPayAsync(order.TaskId, cancellationToken))
            return new(PaymentVerdict.NotAuthorised, $"{PaymentGuard.GatewayIsForAdministrators} This task's owner is none.");
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var client = clients.CreateClient(HttpTaskType.ClientName);
        using var request = RequestOf(order);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return OutcomeOf(response, await ShownAsync(response, either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(PaymentVerdict.Uncertain, $"The gateway {Address.Host} did not answer within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException error) when (NothingWasSent(error))
        {
            return new(PaymentVerdict.Unavailable, $"There was no connection to the gateway {Address.Host}, so nothing was sent: {error.GetBaseException().Message.TrimEnd('.')}.");
        }
        catch (HttpRequestException error)
        {
            return new(PaymentVerdict.Uncertain, $"The connection to the gateway {Address.Host} was lost before it had answered: {error.GetBaseException().Message.TrimEnd('.')}.");
        }
    }

    // Accounts outside have no owners here, as accounts of the ledger without an owner have none: administrators alone use them.
    private async Task<bool> MayPayAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return (await Payer.OfTaskAsync(db, taskId, cancellationToken))?.IsAdministrator == true;
    }

    private HttpRequestMessage RequestOf(PaymentOrder order)
    {
        // Nothing in it differs from one attempt to the next: a gateway may compare what it gets under one key.
        var body = new PaymentJson(order.From, order.To, order.Money.Amount, order.Money.Currency.Code, order.Reference, order.RunId, order.TaskId);
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = JsonContent.Create(body) };
        request.Headers.Add(KeyHeader, order.RunId.ToString());
        request.Headers.Accept.Add(new("application/json"));
        if (!string.IsNullOrEmpty(options.Token))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        return request;
    }

    private PaymentOutcome OutcomeOf(HttpResponseMessage response, string shown)
    {
        var said = $"The gateway {Address.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}{(shown.Length > 0 ? $": {shown}" : "")}".TrimEnd('.', ' ');
        // A redirect that was followed may have turned the payment into a mere look (RFC 9110 §15.4), and its answer says nothing of it.
        if (response.RequestMessage is { } asked && (asked.Method != HttpMethod.Post || asked.RequestUri != Address))
            return new(PaymentVerdict.Uncertain, $"The gateway {Address.Host} led elsewhere, to {asked.RequestUri?.Host}; correct TaskScheduler:Payments:Url.");
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => new(PaymentVerdict.Made, $"{said}."),
            402 => new(PaymentVerdict.NoFunds, $"There is no money for it. {said}."),
            401 or 403 => new(PaymentVerdict.NotAuthorised, $"It is not authorised. {said}."),
            // Another request with this key is being dealt with (section 2.7 of the draft).
            409 => new(PaymentVerdict.Uncertain, $"{said}.") { RetryAfter = RetryAfterOf(response) },
            408 or 425 or >= 500 => new(PaymentVerdict.Uncertain, $"{said}.") { RetryAfter = RetryAfterOf(response) },
            429 => new(PaymentVerdict.Unavailable, $"{said}.") { RetryAfter = RetryAfterOf(response) },
            >= 300 and < 400 => new(PaymentVerdict.Refused, $"{said}; correct TaskScheduler:Payments:Url."),
            _ => new(PaymentVerdict.Refused, $"{said}."),
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } when at > time.GetUtcNow() => at - time.GetUtcNow(),
        _ => null,
    };

    // Of an answer that breaks off its status has arrived, and that is what counts.
    private static async Task<string> ShownAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[ShownAnswer];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return string.Concat(Encoding.UTF8.GetString(buffer, 0, read).Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        }
        catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            return "";
        }
    }

    private static bool NothingWasSent(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>What is sent: the amount as text, because a number may lose its decimals on the way.</summary>
    private sealed record PaymentJson(
        [property: JsonPropertyName("from")] string From,
        [property: JsonPropertyName("to")] string To,
        [property: JsonPropertyName("amount")] string Amount,
        [property: JsonPropertyName("currency")] string Currency,
        [property: JsonPropertyName("reference")] string Reference,
        [property: JsonPropertyName("runId")] Guid RunId,
        [property: JsonPropertyName("taskId")] Guid TaskId);
}
