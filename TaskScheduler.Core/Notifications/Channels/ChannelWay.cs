using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>Sends a message to its channel by one POST, through the guard that keeps tasks out of private networks.</summary>
internal sealed class ChannelWay(MessageVia via, IHttpClientFactory clients, IDbContextFactory<SchedulerDb> databases, ISecretCipher cipher, TimeProvider time) : IMessageWay
{
    /// <summary>Name of the client it uses, for those who configure it.</summary>
    public const string ClientName = "channel";

    private const int ShownAnswer = 200;

    // Enough for what is shown, whatever the server sends.
    private const int ReadAnswer = 1_024;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    public MessageVia Via => via;

    public async Task<MessageRefusal?> SendAsync(MessageRow message, MessageContent content, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await db.Channels.AsNoTracking().SingleOrDefaultAsync(row => row.Id == message.ChannelId, cancellationToken) is not { } channel)
            return new("Its channel was deleted.", IsFinal: true);
        if (content.Json is not { } json)
            return new("This message has nothing that a channel could be sent.", IsFinal: true);
        if (cipher.Decrypt(ChannelSecrets.AddressOf(channel.Id), channel.Address) is not { } address || SecretOf(channel, out var secret))
            return new("The address or the signing secret of the channel can't be decrypted: the keys they were encrypted with are not there any more. An administrator enters them again on the page Channels.", IsFinal: true);
        using var limit = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var request = RequestOf(message, json, address, secret);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            return response.IsSuccessStatusCode ? null : await RefusalOfAsync(response, address, stop.Token);
        }
        catch (HttpRequestException error)
        {
            return OutgoingRegistration.RefusalIn(error) is { } refusal
                ? new(refusal.Replace("The task may not call", "A channel may not call", StringComparison.Ordinal), IsFinal: true)
                : new($"The server of the channel was not reached: {error.GetBaseException().Message.TrimEnd('.', ' ')}.", IsFinal: false) { Unreached = true };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"The server of the channel did not answer within {patience.TotalSeconds:0} s.", IsFinal: false) { Unreached = true };
        }
    }

    private HttpRequestMessage RequestOf(MessageRow message, string json, string address, string? secret)
    {
        var body = Encoding.UTF8.GetBytes(via == MessageVia.Webhook ? WithId(json, message.Id) : json);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (via != MessageVia.Webhook)
            return request;
        request.Headers.Add(WebhookSignature.MessageHeader, message.Id.ToString());
        if (secret is not null)
            request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, time.GetUtcNow(), body));
        return request;
    }

    // The id of a message is known only once it is in the outbox.
    private static string WithId(string json, Guid id)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["id"] = id.ToString();
        return body.ToJsonString();
    }

    private bool SecretOf(ChannelRow channel, out string? secret)
    {
        secret = channel.SigningSecret is { } encrypted ? cipher.Decrypt(ChannelSecrets.SigningOf(channel.Id), encrypted) : null;
        return channel.SigningSecret is not null && secret is null;
    }

    private async Task<MessageRefusal> RefusalOfAsync(HttpResponseMessage response, string address, CancellationToken cancellationToken)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var answer = await AnswerOfAsync(response, cancellationToken);
        // A server may repeat the address it was called by, and that is a secret.
        var shown = answer.Replace(address, "…", StringComparison.Ordinal).Replace(new Uri(address).PathAndQuery, "…", StringComparison.Ordinal);
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;
        var wait = asked is { TotalSeconds: > 0 } ? $" It asks to be left alone for {asked.Value.TotalSeconds:0} s." : "";
        var mayPass = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;
        return new($"The server answered {status}{(shown.Length > 0 ? $": {shown}" : ".")}{wait}", IsFinal: !mayPass);
    }

    private static async Task<string> AnswerOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[ReadAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = string.Concat(Encoding.UTF8.GetString(buffer, 0, length).Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return Excerpt.Of(text, ShownAnswer);
    }
}
