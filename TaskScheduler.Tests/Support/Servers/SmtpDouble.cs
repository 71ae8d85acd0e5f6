using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>The server side of SMTP (RFC 5321) for one client at a time: keeps what it was sent.</summary>
internal sealed class SmtpDouble : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly Task serving;

    public SmtpDouble()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answer to RCPT TO.</summary>
    public string RecipientAnswer { get; init; } = "250 Ok";

    /// <summary>Answers to RCPT TO for some addresses in particular.</summary>
    public IReadOnlyDictionary<string, string> AnswersTo { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Answer to the end of the data.</summary>
    public string DataAnswer { get; init; } = "250 Ok";

    /// <summary>Ends the connection once it has a mail: before it says so, or after.</summary>
    public (bool Before, bool After) HangsUp { get; init; }

    public int Connections { get; private set; }

    /// <summary>Lines of commands, in order, with what was sent for a log-in decoded.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>The message, as it came; null while there is none.</summary>
    public string? Message { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over (which stops the listener, too), or the client has gone.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 double ready");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            commands.Enqueue(line);
            var answer = await AnswerAsync(line, reader, writer);
            if (line == "DATA" && HangsUp.Before)
                return;
            await writer.WriteLineAsync(answer);
            if (line == "QUIT" || (line == "DATA" && HangsUp.After))
                return;
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                return "250-double\r\n250-AUTH LOGIN\r\n250 8BITMIME";
            case "AUTH":
                commands.Enqueue("user " + Decoded(line.Split(' ')[^1]));
                await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                commands.Enqueue("password " + Decoded(await reader.ReadLineAsync(stop.Token)));
                return "235 Ok";
            case "RCPT":
                return AnswersTo.GetValueOrDefault(line.Split('<', '>')[1], RecipientAnswer);
            case "DATA":
                await writer.WriteLineAsync("354 Go on");
                Message = await ReadMessageAsync(reader);
                return DataAnswer;
            case "QUIT":
                return "221 Bye";
            default:
                return "250 Ok";
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
            message.Append(line).Append('\n');
        return message.ToString();
    }

    private static string Decoded(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? ""));
}
