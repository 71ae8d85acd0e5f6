using System.Net.Sockets;
using System.Text.Json;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Web.Control;

namespace TaskScheduler.Web.Commands;

/// <summary>
/// Sends REST calls to the program: through its control socket while it runs, and else to one in this process that has the
/// data and nothing else, so that a command does the same in both cases.
/// </summary>
/// <param name="settings">As the program takes them.</param>
public sealed class ProgramCalls(string[] settings, Func<string[], ControlSocket, WebApplication> build) : IAsyncDisposable
{
    private WebApplication? here;
    private ControlSocket? own;
    private HttpClient? client;

    /// <summary>The answer to a call that succeeded.</summary>
    /// <exception cref="CommandFault">It was refused, or the program can't be reached.</exception>
    public async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        client ??= await ConnectAsync(cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri("http://localhost/api/" + path)) { Content = content };
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new CommandFault(Refusal(text, (int)response.StatusCode));
    }

    /// <summary>Writes the answer to a call into a file that this user alone can read.</summary>
    /// <exception cref="CommandFault">It was refused, the program can't be reached, or the file can't be written.</exception>
    public async Task DownloadAsync(string path, string file, CancellationToken cancellationToken)
    {
        client ??= await ConnectAsync(cancellationToken);
        using var response = await client.GetAsync(new Uri("http://localhost/api/" + path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new CommandFault(Refusal(await response.Content.ReadAsStringAsync(cancellationToken), (int)response.StatusCode));
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var target = new FileStream(file, options);
            await response.Content.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandFault($"{file} can't be written: {error.Message}");
        }
    }

    /// <summary>Works with the parts of a program that has these settings and was not started.</summary>
    public async Task<T> WithoutStartAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        own ??= ControlSocket.Private();
        await using var app = build(settings, own);
        return await use(app.Services);
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (here is not null)
        {
            await here.StopAsync();
            await here.DisposeAsync();
        }

        own?.DeleteFolder();
    }

    private async Task<HttpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        own = ControlSocket.Private();
        here = build(settings, own);
        if (ControlSocket.In(here.Services.GetRequiredService<DataFolder>(), out _) is { } running && await AnswersAsync(running, cancellationToken))
        {
            await here.DisposeAsync();
            here = null;
            return Client(running);
        }

        try
        {
            await here.StartAsync(cancellationToken);
        }
        catch
        {
            await here.DisposeAsync();
            here = null;
            throw;
        }

        return Client(own);
    }

    private static async Task<bool> AnswersAsync(ControlSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            (await ConnectAsync(socket, cancellationToken)).Dispose();
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CommandFault($"TaskScheduler runs as another user, who alone may open {socket.Path}. Give this command as that user.");
        }
        catch (SocketException)
        {
            // No file, or one that a killed program left.
            return false;
        }
    }

    private static async Task<Socket> ConnectAsync(ControlSocket socket, CancellationToken cancellationToken)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket.Path), cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static HttpClient Client(ControlSocket socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(socket, cancellationToken), ownsSocket: true),
        UseProxy = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static string Refusal(string problem, int status)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            return json.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } said ? said : json.RootElement.GetProperty("title").GetString()!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"TaskScheduler answered with the status {status}.";
        }
    }
}
