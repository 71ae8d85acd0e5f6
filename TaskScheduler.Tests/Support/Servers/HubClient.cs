using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>A client of the hub over a bare WebSocket, speaking SignalR's JSON protocol by hand.</summary>
public sealed class HubClient : IDisposable
{
    private const char RecordSeparator = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly Queue<string> records = new();
    private readonly StringBuilder unfinished = new();

    private HubClient()
    {
    }

    /// <summary>Returns when the hub has begun to tell changes, which it says with a first reload.</summary>
    public static async Task<HubClient> ConnectAsync(Uri app, CancellationToken cancellationToken)
    {
        var client = new HubClient();
        client.socket.Options.SetRequestHeader("Authorization", $"Bearer {Administrator.Token}");
        await client.socket.ConnectAsync(new UriBuilder(app) { Scheme = "ws", Path = "/hubs/tasks" }.Uri, cancellationToken);
        await client.SendAsync("""{"protocol":"json","version":1}""", cancellationToken);
        Assert.Equal("{}", await client.RecordAsync(cancellationToken));
        await client.EventAsync("reload", _ => true, cancellationToken);
        return client;
    }

    /// <summary>Waits for the next event with this name whose content is looked for; what comes before it is passed over.</summary>
    public async Task<JsonElement> EventAsync(string name, Func<JsonElement, bool> isMeant, CancellationToken cancellationToken)
    {
        var message = await MessageAsync(message => IsEvent(message) && message.GetProperty("target").GetString() == name && isMeant(Content(message)), cancellationToken);
        return Content(message);
    }

    /// <summary>The ids that the next events are about, up to and with the last one of this task's.</summary>
    public async Task<IReadOnlyList<string>> TaskIdsUntilAsync(string last, CancellationToken cancellationToken)
    {
        var told = new List<string>();
        await MessageAsync(
            message =>
            {
                if (IsEvent(message) && Content(message) is { ValueKind: JsonValueKind.Object } content)
                    told.Add((content.TryGetProperty("taskId", out var task) ? task : content.GetProperty("id")).GetString()!);
                return told.Contains(last);
            },
            cancellationToken);
        return told;
    }

    /// <summary>Calls a method of the hub; returns why it was refused, or null.</summary>
    /// <param name="arguments">JSON, as in a list.</param>
    public async Task<string?> InvokeAsync(string method, string arguments, CancellationToken cancellationToken)
    {
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[{{arguments}}]}""", cancellationToken);
        var answer = await MessageAsync(message => message.GetProperty("type").GetInt32() == 3, cancellationToken);
        return answer.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    public void Dispose() => socket.Dispose();

    private static bool IsEvent(JsonElement message) => message.GetProperty("type").GetInt32() == 1;

    private static JsonElement Content(JsonElement message) => message.GetProperty("arguments").EnumerateArray().FirstOrDefault();

    private async Task<JsonElement> MessageAsync(Func<JsonElement, bool> isMeant, CancellationToken cancellationToken)
    {
        // A message that never comes is a failed test and not one that hangs.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var message = JsonSerializer.Deserialize<JsonElement>(await RecordAsync(patience.Token));
            if (isMeant(message))
                return message;
        }
    }

    private Task SendAsync(string message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + RecordSeparator), WebSocketMessageType.Text, true, cancellationToken);

    private async Task<string> RecordAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var decoder = Encoding.UTF8.GetDecoder();
        var chars = new char[buffer.Length];
        while (records.Count == 0)
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            unfinished.Append(chars, 0, decoder.GetChars(buffer, 0, received.Count, chars, 0));
            var parts = unfinished.ToString().Split(RecordSeparator);
            foreach (var record in parts[..^1])
                records.Enqueue(record);
            unfinished.Clear().Append(parts[^1]);
        }

        return records.Dequeue();
    }
}
